import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CmlSimulator, startCmlSimulator } from "@cml-fleet/simulator";
import { describe, expect, onTestFinished, test } from "vitest";
import { commandLine, disposed } from "../test/command-line.ts";
import { eventServer } from "../test/event-server.ts";

const password = "a password nobody may see";

async function controller(): Promise<{
  readonly cml: CmlSimulator;
  readonly environment: Record<string, string>;
}> {
  const cml = disposed(await startCmlSimulator({ password }));
  const environment = {
    CML_URL: cml.url,
    CML_USERNAME: cml.username,
    CML_PASSWORD: password,
    CML_FINGERPRINT: cml.fingerprint256,
  };
  return { cml, environment };
}

describe("cml", () => {
  test("says what it can do, and more of each command", async () => {
    const { code, out } = await commandLine([]);
    expect(code).toBe(0);
    for (const name of ["check", "labs", "nodes", "request"]) {
      expect(out).toContain(name);
      const help = await commandLine([name, "--help"]);
      expect(help).toEqual(await commandLine(["help", name]));
      expect(help.out).toMatch(/Usage: cml \w+[\s\S]*Examples:\n {2}\S/);
    }
  });

  test.each([
    [["sleep"], "There is no command"],
    [["labs", "ls"], "set CML_URL"],
    [["labs", "dance", "--url", "https://127.0.0.1:1"], 'There is no "cml labs dance"'],
    [["labs", "start", "--url", "https://127.0.0.1:1"], "Name at least one"],
    [["labs", "--colour"], "--colour"],
    [["request", "--url", "https://127.0.0.1:1"], "Name one request in quotes"],
    [["request", "GET /nothing", "--url", "https://127.0.0.1:1"], "There is no operation"],
    [["labs", "ls", "--url", "https://127.0.0.1:1", "--timeout", "never"], "--timeout takes seconds"],
    [["labs", "ls", "--url", "https://127.0.0.1:1", "--username", "x"], "The login is not complete"],
    [["labs", "ls", "--url", "https://127.0.0.1:1", "--ca", "/nowhere.pem"], "cannot be read"],
  ])("refuses %j with 2, saying what would do", async (args, says) => {
    const { code, out, err } = await commandLine(args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(says);
  });

  test("lists labs as a table, or as JSON", async () => {
    const { cml, environment } = await controller();
    const table = await commandLine(["labs", "ls", "--all"], environment);
    expect(table.code).toBe(0);
    expect(table.out.split("\n")[0]).toMatch(/^ID +TITLE +STATE +OWNER +NODES +LINKS$/);
    for (const id of cml.labIds()) expect(table.out).toContain(id);
    const { out } = await commandLine(["labs", "ls", "--all", "--json"], environment);
    expect(JSON.parse(out).map(({ id }: { id: string }) => id)).toEqual(cml.labIds());
  });

  test("tells every lab it is given, though one of them is not there", async () => {
    const { cml, environment } = await controller();
    const [first = "", , third = ""] = cml.labIds();
    const gone = "00000000-0000-4000-8000-000000000000";
    const { code, out, err } = await commandLine(["labs", "stop", first, gone, third], environment);
    expect(code).toBe(1);
    expect(out).toBe(`${first} told to stop\n${third} told to stop\n`);
    expect(err).toContain(`${gone}: PUT /labs/{lab_id}/stop: The controller answers 404`);
  });

  test("makes any request, and checks it first", async () => {
    const { cml, environment } = await controller();
    const [lab = ""] = cml.labIds();
    expect(JSON.parse((await commandLine(["request", `GET /labs/${lab}`], environment)).out)).toMatchObject({
      id: lab,
    });
    expect(await commandLine(["request", "get /authok"], environment)).toEqual({
      code: 0,
      out: "OK\n",
      err: "",
    });
    const all = await commandLine(["request", "GET /labs", "--query", "show_all=true"], environment);
    expect(JSON.parse(all.out)).toEqual(cml.labIds());
    const requests = cml.requests.count();
    const refused = await commandLine(["request", "GET /labs", "--query", "colour=red"], environment);
    expect(refused.err).toContain("query.colour: this operation has no such parameter");
    expect([refused.code, cml.requests.count()]).toEqual([1, requests]);
    expect((await commandLine(["request", "--list"])).out.trim().split("\n")).toHaveLength(193);
  });

  test("takes the password from standard input, or a token instead of both", async () => {
    const { cml, environment } = await controller();
    const { CML_PASSWORD: _, ...without } = environment;
    const args = ["request", "GET /authok"];
    const input = `${password}\n`;
    expect((await commandLine([...args, "--password-stdin"], without, { input })).code).toBe(0);
    const login = await commandLine(["request", "POST /authenticate", "--body-file", "-"], environment, {
      input: JSON.stringify({ username: cml.username, password }),
    });
    const token = { CML_URL: cml.url, CML_FINGERPRINT: cml.fingerprint256, CML_TOKEN: login.out.trim() };
    expect((await commandLine(args, token)).code).toBe(0);
    expect(
      (await commandLine(args, { CML_URL: cml.url, CML_FINGERPRINT: cml.fingerprint256 })).err,
    ).toContain("Set CML_USERNAME and CML_PASSWORD, or CML_TOKEN, or run cml login.");
  });

  test("logs in once for the commands that follow, and out again", async () => {
    const { cml, environment } = await controller();
    const { CML_PASSWORD: _, ...without } = environment;
    const folder = mkdtempSync(join(tmpdir(), "cml-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const home = { ...without, HOME: folder };
    const logins = () => cml.requests.count("POST /authenticate");

    const login = await commandLine(["login", "--password-stdin"], home, { input: `${password}\n` });
    expect(login).toMatchObject({ code: 0, err: "" });
    const file = join(folder, ".local", "state", "cml", "tokens.json");
    expect(login.out).toContain(`kept in ${file}`);
    const [{ token }] = JSON.parse(readFileSync(file, "utf8"));
    expect(login.out).not.toContain(token);
    expect(readFileSync(file, "utf8")).not.toContain(password);
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const before = logins();
    expect((await commandLine(["labs", "ids", "--all"], home)).code).toBe(0);
    expect(logins()).toBe(before);

    const logout = await commandLine(["logout"], home);
    expect(logout.out).toBe(`Logged out of ${cml.url}: ${cml.username}.\n`);
    const revoked = { ...without, CML_TOKEN: token };
    expect((await commandLine(["labs", "ids"], revoked)).code).toBe(1);
    expect((await commandLine(["labs", "ids"], home)).err).toContain("or run cml login");
  });

  test("waits for a lab to start, and takes a running one away, saying how it gets on", async () => {
    const { cml, environment } = await controller();
    const [lab = ""] = cml.labIds();
    const started = await commandLine(["labs", "start", lab, "--wait"], environment);
    expect(started).toMatchObject({ code: 0, out: `${lab} started\n` });
    const refused = await commandLine(["labs", "rm", lab], environment);
    expect([refused.code, cml.labIds().includes(lab)]).toEqual([1, true]);
    const removed = await commandLine(["labs", "rm", lab, "--force"], environment);
    expect(removed).toMatchObject({ code: 0, out: `${lab} removed\n` });
    expect(removed.err).toContain(`${lab} stopping`);
    expect(cml.labIds()).not.toContain(lab);
  });

  test("never shows a secret, whatever goes wrong", async () => {
    const { cml, environment } = await controller();
    cml.setPassword("changed");
    for (const args of [["labs", "ls"], ["check"], ["check", "--json"]]) {
      const { code, out, err } = await commandLine(args, environment);
      expect(code).toBe(1);
      expect(out + err).not.toContain(password);
      expect(out + err).toMatch(/refuses this user name and password/);
    }
  });

  test("ends at once when the user wants it to", async () => {
    const { cml, environment } = await controller();
    cml.faults.add({ fault: { kind: "hang" } });
    const ending = new AbortController();
    const running = commandLine(["labs", "ls"], environment, { signal: ending.signal });
    await expect.poll(() => cml.requests.count()).toBeGreaterThan(0);
    ending.abort();
    expect((await running).code).toBe(130);
  });

  test("colours only what a person looks at", async () => {
    const { environment } = await controller();
    const colour = "\u001b[";
    expect((await commandLine(["check"], environment)).out).not.toContain(colour);
    expect((await commandLine(["check"], environment, { isInteractive: true })).out).toContain(colour);
    const quiet = { ...environment, NO_COLOR: "1" };
    expect((await commandLine(["check"], quiet, { isInteractive: true })).out).not.toContain(colour);
  });
});

describe("cml events", () => {
  test("shows what happens, a line for each, without the figures that come all the time", async () => {
    await using server = await eventServer();
    const { cml } = await controller();
    const environment = { CML_URL: server.url, CML_TOKEN: "a.static.token" };
    const live = commandLine(["events", "--json", "--count", "2"], environment);
    const peer = await server.peer();
    await peer.hello;
    peer.send({ event_type: "system_stats", data: cml.stats() });
    const change = { event_type: "state_change", event: "BOOTED", element_type: "Node" };
    peer.send({ ...change, element_id: "n1", lab_id: "l1" });
    const { code, out } = await live;
    expect(code).toBe(0);
    const time = expect.stringMatching(/^\d{4}-.*Z$/);
    expect(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { time, type: "connected" },
      { time, type: "state_change", labId: "l1", elementType: "node", elementId: "n1", state: "BOOTED" },
    ]);
  });

  test("refuses a count that is none", async () => {
    const { environment } = await controller();
    expect((await commandLine(["events", "--count", "few"], environment)).code).toBe(2);
  });
});

describe("cml completion", () => {
  test("completes commands, what they do, and the ids of labs", async () => {
    const { cml, environment } = await controller();
    const words = async (...given: string[]) =>
      (await commandLine(["completion", "words", ...given], environment)).out.trim().split("\n");
    expect(await words()).toEqual(
      expect.arrayContaining(["check", "labs", "nodes", "request", "completion"]),
    );
    expect(await words("labs")).toEqual(expect.arrayContaining(["ls", "start", "rm"]));
    expect(await words("labs", "start")).toEqual(cml.labIds());
    expect(await words("nodes", "ls")).toEqual(cml.labIds());
    expect((await commandLine(["completion", "bash"])).out).toContain("complete -o default -F _cml cml");
    expect((await commandLine(["completion", "tcsh"])).code).toBe(2);
  });
});

describe("cml check", () => {
  test("goes from the outside in, and names what is wrong first", async () => {
    const { cml, environment } = await controller();
    const fine = await commandLine(["check", "--json"], environment);
    expect(fine.code).toBe(0);
    const [{ checks }] = JSON.parse(fine.out);
    expect(checks.slice(0, 3)).toMatchObject([
      { name: "certificate", outcome: "ok", note: expect.stringContaining("self-signed") },
      { name: "system_information", outcome: "ok", note: "CML 2.9.0+build.3, ready" },
      { name: "login", outcome: "ok" },
    ]);
    expect(checks.find(({ name }: { name: string }) => name === "system_stats")).toMatchObject({
      outcome: "ok",
    });

    await cml.renewCertificate();
    const changed = await commandLine(["check", "--json"], environment);
    expect(changed.code).toBe(1);
    expect(
      JSON.parse(changed.out)[0].checks.map(({ name, outcome }: { name: string; outcome: string }) => [
        name,
        outcome,
      ]),
    ).toEqual([
      ["certificate", "ok"],
      ["system_information", "failed"],
    ]);
  });

  test("looks at many controllers at once, each with its own login", async () => {
    const [one, other] = [await controller(), await controller()];
    other.cml.setPassword("changed");
    const folder = mkdtempSync(join(tmpdir(), "cml-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "fleet.json");
    const entries = [one, other].map(({ cml }) => ({
      url: cml.url,
      username: cml.username,
      password,
      fingerprint256: cml.fingerprint256,
    }));
    writeFileSync(file, JSON.stringify(entries));
    const { code, out } = await commandLine(["check", "--all", file]);
    expect(code).toBe(1);
    expect(out).toContain("1 of 2 controllers are all right");
    writeFileSync(file, "{}");
    expect((await commandLine(["check", "--all", file])).code).toBe(2);
  });
});
