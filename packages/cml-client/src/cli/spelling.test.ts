import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, onTestFinished, test } from "vitest";
import about from "../../package.json" with { type: "json" };
import { commandLine, disposed } from "../test/command-line.ts";
import { controller, password } from "../test/controller.ts";
import { idOf } from "../test/ids.ts";

test("says which release it is", async () => {
  expect(await commandLine(["--version"])).toEqual({ code: 0, out: `${about.version}\n`, err: "" });
});

test("takes flags before the command, too", async () => {
  const { cml, environment } = await controller();
  const { CML_URL: _url, ...elsewhere } = environment;
  for (const flags of [
    ["--url", cml.url, "--json"],
    [`--url=${cml.url}`, "--json"],
  ]) {
    const { code, out } = await commandLine([...flags, "labs", "ids", "--all"], elsewhere);
    expect([code, JSON.parse(out)]).toEqual([0, cml.labIds()]);
  }
  expect((await commandLine(["--json", "--help", "labs"])).out).toContain("Usage: cml labs");
  expect(await commandLine(["--colour", "labs"])).toMatchObject({ code: 2 });
});

test("with --json, tells errors with their code", async () => {
  const { environment } = await controller();
  const gone = "00000000-0000-4000-8000-000000000000";
  const one = await commandLine(["labs", "download", gone, "--json"], environment);
  expect([one.code, one.out, JSON.parse(one.err).error.code]).toEqual([1, "", "not_found"]);
  const each = await commandLine(["labs", "stop", gone, "--json"], environment);
  expect(JSON.parse(each.out)).toMatchObject([{ id: gone, code: "not_found" }]);
});

test("takes no empty password from standard input, and none from a person it would be shown to", async () => {
  const { cml, environment } = await controller();
  const { CML_PASSWORD: _password, ...shell } = environment;
  const args = ["labs", "ids", "--password-stdin"];
  const empty = await commandLine(args, shell, { input: "\n" });
  expect([empty.code, empty.err]).toEqual([2, expect.stringContaining("empty password")]);
  const typed = await commandLine(args, shell, { input: cml.password, ask: async () => undefined });
  expect([typed.code, typed.err]).toEqual([2, expect.stringContaining("would show what you type")]);
  expect(cml.requests.count()).toBe(0);
});

test("says of a file of controllers that it is no JSON", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cml-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "fleet.json");
  writeFileSync(file, '[{"url": ');
  expect(await commandLine(["check", "--all", file])).toEqual({
    code: 2,
    out: "",
    err: `${file} is not JSON.\n`,
  });
});

test("reads a file of controllers behind a mark of the byte order, and says what is no list", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cml-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "fleet.json");
  writeFileSync(file, '\ufeff[{"url": "https://127.0.0.1:1"}]');
  const marked = await commandLine(["check", "--all", file]);
  expect([marked.code, marked.out]).toEqual([1, expect.stringContaining("ECONNREFUSED")]);
  writeFileSync(file, "{}");
  expect((await commandLine(["check", "--all", file])).err).toMatch(/"admin"\}\]\. Invalid input/);
});

test("says that a lab can be imported from standard input, and which login goes first", async () => {
  expect((await commandLine(["help", "labs"])).out).toMatch(/import - +import what comes on standard input/);
  expect((await commandLine(["help"])).out).toContain("CML_TOKEN goes before CML_USERNAME and CML_PASSWORD");
});

test("says at Ctrl-C that the controller goes on with a lab that was waited for", async () => {
  const labs = [{ title: "Slow", nodes: ["alpine"] }];
  const cml = disposed(await startCmlSimulator({ password, labs, nodeBootMs: 600_000 }));
  const [lab = ""] = cml.labIds();
  const environment = {
    CML_URL: cml.url,
    CML_USERNAME: cml.username,
    CML_PASSWORD: password,
    CML_FINGERPRINT: cml.fingerprint256,
  };
  const ending = new AbortController();
  const { signal } = ending;
  const waiting = commandLine(["labs", "start", lab, "--wait"], environment, { signal });
  await expect.poll(() => cml.requests.count("PUT /labs/{lab_id}/start"), { timeout: 10_000 }).toBe(1);
  ending.abort();
  const { code, err } = await waiting;
  expect(code).toBe(130);
  expect(err).toContain(`${lab}: no longer waited for; the controller goes on`);
});

test.each([
  [
    ["labs", "start", "OSPF"],
    'path.lab_id: an id, such as 90f84e38-a71c-4d57-8d90-00fa8a197385, is expected. "cml labs ls" shows',
  ],
  [["request", "GET /labs/OSPF"], '"cml labs ls" shows the ids of labs.'],
  [["nodes", "stop", idOf(1), "r1"], '"cml nodes ls LAB" shows the ids of nodes.'],
])("says what an id looks like and where to find one: %j", async (args, says) => {
  const { code, err } = await commandLine(args, { CML_URL: "https://127.0.0.1:1" });
  expect([code, err]).toEqual([1, expect.stringContaining(says)]);
  expect(err).not.toMatch(/pattern|\^/);
});

test.each([
  [["login", "https://203.0.113.7"]],
  [["logout", "x"]],
  [["events", "x"]],
  [["labs", "ls", "x"]],
  [["labs", "download", idOf(1), idOf(2)]],
  [["labs", "import", "a.yaml", "b.yaml"]],
  [["nodes", "ls", idOf(1), idOf(2)]],
  [["nodes", "log", idOf(1), idOf(2), idOf(3)]],
  [["images", "ls", "x"]],
  [["check", "--all", "fleet.json", "https://203.0.113.7"]],
])("passes over no word in silence: %j", async (args) => {
  const { code, err } = await commandLine(args, { CML_URL: "https://127.0.0.1:1" });
  expect([code, err]).toEqual([2, expect.stringContaining("is one word too many")]);
});
