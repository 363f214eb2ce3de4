import { describe, expect, test } from "vitest";
import { commandLine } from "../test/command-line.ts";
import { controller, password } from "../test/controller.ts";

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
    [["help", "sleep"], "There is no command"],
    [["labs", "constructor", "--url", "https://127.0.0.1:1"], 'There is no "cml labs constructor"'],
    [["labs", "ls"], "set CML_URL"],
    [["labs", "dance", "--url", "https://127.0.0.1:1"], 'There is no "cml labs dance"'],
    [["labs", "start", "--url", "https://127.0.0.1:1"], "Name at least one"],
    [["labs", "--colour"], `Unknown option '--colour'. "cml help labs" lists what there is.`],
    [["labs", "ls", "--insecure"], "it is spelled --dangerously-accept-any-certificate"],
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

  test("waits for a lab to start, and takes a running one away, saying how it gets on", async () => {
    const { cml, environment } = await controller();
    const [lab = ""] = cml.labIds();
    const started = await commandLine(["labs", "start", lab, "--wait"], environment);
    expect(started).toMatchObject({ code: 0, out: `${lab} started\n` });
    const refused = await commandLine(["labs", "rm", lab], environment);
    expect([refused.code, cml.labIds().includes(lab)]).toEqual([1, true]);
    const removed = await commandLine(["labs", "rm", lab, "--force"], environment, {
      isErrInteractive: true,
    });
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

  test("says what to do at a shell, not in a program", async () => {
    const { environment } = await controller();
    const { CML_FINGERPRINT: _, ...unpinned } = environment;
    const untrusted = await commandLine(["labs", "ls"], unpinned);
    expect(untrusted.err).toMatch(
      /is not trusted \(\w+\)\. "cml check" shows the certificate; then give its --fingerprint, or --ca\.\n$/,
    );
    const checked = await commandLine(["check"], unpinned);
    expect(checked.out).toContain("then give its --fingerprint, or --ca.");
    const { CML_PASSWORD: _password, CML_USERNAME: _username, ...nobody } = environment;
    expect((await commandLine(["labs", "ls"], nobody)).err).toBe(
      "Error: GET /labs: This operation needs a login. Set CML_USERNAME and CML_PASSWORD, or CML_TOKEN, or run cml login.\n",
    );
    const any = await commandLine(["labs", "ids", "--dangerously-accept-any-certificate"], unpinned);
    expect(any.code).toBe(0);
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
    const wrong = { ...environment, CML_PASSWORD: "wrong" };
    const toFile = { isInteractive: true, isErrInteractive: false };
    expect((await commandLine(["labs", "ls"], wrong, toFile)).err).not.toContain(colour);
    expect((await commandLine(["labs", "ls"], wrong, { isErrInteractive: true })).err).toContain(colour);
  });
});
