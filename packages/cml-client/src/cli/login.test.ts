import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { commandLine } from "../test/command-line.ts";
import { controller, password } from "../test/controller.ts";

/** A controller, and a shell with a home that is gone after the test. */
async function home() {
  const { cml, environment } = await controller();
  const { CML_PASSWORD: _, ...without } = environment;
  const folder = mkdtempSync(join(tmpdir(), "cml-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const shell: Record<string, string> = { ...without, HOME: folder };
  const directory = join(folder, ".local", "state", "cml", "tokens");
  return {
    cml,
    shell,
    directory,
    logIn: () => commandLine(["login", "--password-stdin"], shell, { input: `${password}\n` }),
    files: () => readdirSync(directory).map((name) => join(directory, name)),
  };
}

test("logs in once for the commands that follow, and out again", async () => {
  const { cml, shell, directory, logIn, files } = await home();
  const login = await logIn();
  expect(login).toMatchObject({ code: 0, err: "" });
  expect(login.out).toContain(`The token is kept in ${directory}.`);
  const [file = "", ...others] = files();
  expect(others).toEqual([]);
  const content = readFileSync(file, "utf8");
  const { token } = JSON.parse(content);
  expect(login.out).not.toContain(token);
  expect(content).not.toContain(password);
  expect(statSync(file).mode & 0o777).toBe(0o600);

  expect((await commandLine(["labs", "ids", "--all"], shell)).code).toBe(0);
  expect(cml.requests.count("POST /authenticate")).toBe(1);

  const logout = await commandLine(["logout"], shell);
  expect(logout).toEqual({ code: 0, out: `Logged out of ${cml.url}: ${cml.username}.\n`, err: "" });
  const { ["HOME"]: _, ...homeless } = shell;
  expect((await commandLine(["labs", "ids"], { ...homeless, CML_TOKEN: token })).code).toBe(1);
  expect((await commandLine(["labs", "ids"], shell)).err).toContain("or run cml login");
  expect((await commandLine(["logout"], shell)).out).toBe(`No login to ${cml.url} is kept.\n`);
});

test("finds a login again however the controller's address is spelled", async () => {
  const { cml, shell, logIn } = await home();
  await logIn();
  const { host } = new URL(cml.url);
  for (const spelled of [`${cml.url}/`, host, `HTTPS://${host}`, `${cml.url}//`]) {
    const { code, err } = await commandLine(["labs", "ids", "--url", spelled], shell);
    expect([spelled, code, err]).toEqual([spelled, 0, ""]);
  }
  const logout = await commandLine(["logout", "--url", `${host}/`, "--json"], shell);
  expect(JSON.parse(logout.out)).toEqual({ url: cml.url, usernames: ["admin"], left: [] });
});

test.each([
  ["https://x", "https://x"],
  ["https://X:443/", "https://x"],
  ["x:8443", "https://x:8443"],
  ["https://x/lab/cml/", "https://x/lab/cml"],
  ["x/api/v0/", "https://x"],
  ["https://x/lab/cml/api/v0", "https://x/lab/cml"],
  ["http://127.0.0.1:80", "http://127.0.0.1"],
])("takes %s for %s", async (spelled, url) => {
  const { out } = await commandLine(["logout", "--json", "--url", spelled]);
  expect(JSON.parse(out)).toEqual({ url, usernames: [], left: [] });
});

test.each([
  ["http://203.0.113.7", "in the clear; use https."],
  ["https://admin:secret@x", "must not contain credentials; pass them as CML_PASSWORD."],
  ["https://", "The controller's URL must be a URL such as"],
])("refuses %s as an address, in words of the command line", async (url, says) => {
  const { code, out, err } = await commandLine(["labs", "ls", "--url", url]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(says);
  expect(err).not.toContain("secret");
});

test("ends the session of the login before, when it logs in again", async () => {
  const { cml, shell, logIn, files } = await home();
  await logIn();
  const { token } = JSON.parse(readFileSync(files()[0] ?? "", "utf8"));
  expect(await logIn()).toMatchObject({ code: 0, err: "" });
  expect(files()).toHaveLength(1);
  expect(cml.requests.count("DELETE /logout")).toBe(1);
  expect((await commandLine(["labs", "ids"], { ...shell, CML_TOKEN: token })).code).toBe(1);
  expect((await commandLine(["labs", "ids"], shell)).code).toBe(0);

  cml.faults.add({ operation: "DELETE /logout", fault: { kind: "status", status: 500 }, times: 1 });
  const again = await logIn();
  expect(again.code).toBe(0);
  expect(again.err).toContain("The session of the login before lives on until its time is over: ");
});

test("keeps a token whose session could not be ended, unless it is told not to", async () => {
  const { cml, shell, logIn, files } = await home();
  await logIn();
  cml.faults.add({ operation: "DELETE /logout", fault: { kind: "status", status: 500 }, times: 1 });
  const failed = await commandLine(["logout"], shell);
  expect([failed.code, failed.out]).toEqual([1, ""]);
  expect(failed.err).toContain("The session of admin could not be ended: DELETE /logout: ");
  expect(failed.err).toContain("The token is kept: try again, or forget it with --force.");
  expect((await commandLine(["labs", "ids"], shell)).code).toBe(0);

  cml.faults.add({ operation: "DELETE /logout", fault: { kind: "status", status: 500 }, times: 1 });
  const forced = await commandLine(["logout", "--force"], shell);
  expect([forced.code, forced.out]).toEqual([0, `Logged out of ${cml.url}: admin.\n`]);
  expect(forced.err).toContain("its session lives on until its time is over");
  expect(files()).toEqual([]);
});

test("forgets a token whose session is over already", async () => {
  const { cml, shell, logIn, files } = await home();
  await logIn();
  cml.revokeTokens();
  expect(await commandLine(["logout"], shell)).toMatchObject({ code: 0, err: "" });
  expect(files()).toEqual([]);
});

test("asks for what it is not given, and keeps nothing when the person gives up", async () => {
  const { cml, shell, files } = await home();
  const { ["CML_USERNAME"]: _, ...nobody } = shell;
  const asked: string[] = [];
  const answers = [cml.username, password];
  const login = await commandLine(["login"], nobody, {
    async ask(question, answer) {
      asked.push(question + answer);
      return answers.shift();
    },
  });
  expect([login.code, asked]).toEqual([0, ["User name: shown", "Password: secret"]]);
  expect(files()).toHaveLength(1);

  const ended = await commandLine(["login"], nobody, { ask: async () => undefined });
  expect([ended.code, ended.err]).toEqual([2, expect.stringContaining("The login is not complete")]);
  const ending = new AbortController();
  const interrupted = await commandLine(["login"], nobody, {
    signal: ending.signal,
    async ask() {
      ending.abort();
      return undefined;
    },
  });
  expect(interrupted).toEqual({ code: 130, out: "", err: "The login is given up; nothing is kept.\n" });
});

test("uses a kept login before the password of the environment, which is there for when it is refused", async () => {
  const { cml, shell, logIn, files } = await home();
  const withPassword = { ...shell, CML_PASSWORD: password };
  const ids = (environment: Record<string, string>) => commandLine(["labs", "ids"], environment);
  const logins = () => cml.requests.count("POST /authenticate");
  expect((await ids(withPassword)).code).toBe(0);
  // Nothing is kept without cml login.
  expect(files).toThrow(/ENOENT/);
  await logIn();
  const before = logins();
  expect((await ids(withPassword)).code).toBe(0);
  expect(logins()).toBe(before);

  expect((await ids({ ...withPassword, CML_USERNAME: "nobody" })).code).toBe(1);
  expect(logins()).toBe(before + 1);
  const [kept = ""] = files();
  const content = readFileSync(kept, "utf8");
  cml.revokeTokens();
  expect(await ids(withPassword)).toMatchObject({ code: 0, err: "" });
  expect(logins()).toBe(before + 2);
  expect(readFileSync(kept, "utf8")).toBe(content);
});

test("uses a password from standard input, and checks the one it is given, whatever login is kept", async () => {
  const { shell, logIn } = await home();
  await logIn();
  const wrong = await commandLine(["labs", "ids", "--password-stdin"], shell, { input: "wrong\n" });
  expect([wrong.code, wrong.err]).toEqual([
    1,
    expect.stringContaining("refuses this user name and password"),
  ]);
  const checked = await commandLine(["check"], { ...shell, CML_PASSWORD: "wrong" });
  expect([checked.code, checked.out]).toEqual([1, expect.stringContaining("refuses this user name")]);
  expect((await commandLine(["check"], shell)).code).toBe(0);
});
