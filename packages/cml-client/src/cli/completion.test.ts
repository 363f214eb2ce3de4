import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import { commandLine, disposed } from "../test/command-line.ts";
import { controller, password } from "../test/controller.ts";
import { idOf } from "../test/ids.ts";

/** Tab after these words. */
const lineOf = (...words: string[]) => ["completion", "line", ["cml", ...words, ""].join(" ")];

test("completes commands, what they do, and the ids of labs", async () => {
  const { cml, environment } = await controller();
  const words = async (...given: string[]) =>
    (await commandLine(lineOf(...given), environment)).out.trim().split("\n");
  expect(await words()).toEqual(expect.arrayContaining(["check", "labs", "nodes", "request", "completion"]));
  expect(await words("labs")).toEqual(expect.arrayContaining(["ls", "start", "rm"]));
  expect(await words("labs", "start")).toEqual(cml.labIds());
  expect(await words("nodes", "ls")).toEqual(cml.labIds());
  expect((await commandLine(["completion", "bash"])).out).toContain("complete -o default -F _cml cml");
  expect((await commandLine(["completion", "tcsh"])).code).toBe(2);
});

test("completes behind flags, with the controller that the line names, and flags themselves", async () => {
  const { cml, environment } = await controller();
  const { CML_URL: url = "", ...elsewhere } = environment;
  const words = async (...given: string[]) =>
    (await commandLine(lineOf(...given), elsewhere)).out.trim().split("\n");
  expect(await words("labs", "--wait", "start", "--url", url)).toEqual(cml.labIds());
  expect(await words("nodes", "--url", url, "--json", "ls")).toEqual(cml.labIds());
  expect(await words("labs")).toEqual(expect.arrayContaining(["ls", "--force", "--url", "--json"]));
  expect(await words("help")).toEqual(expect.arrayContaining(["labs", "check"]));
  expect(await words("sleep", "x")).toEqual([""]);
});

test("gives up soon when the controller does not answer", async () => {
  const { cml, environment } = await controller();
  cml.faults.add({ operation: "GET /labs", fault: { kind: "hang" } });
  const { code, out } = await commandLine(lineOf("labs", "start"), environment);
  expect([code, out]).toEqual([1, ""]);
  expect(cml.requests.count("GET /labs")).toBe(1);
});

test("leaves the word that is being typed to the shell", async () => {
  const half = await commandLine(["completion", "line", "cml lab"]);
  expect(half.out.split("\n")).toEqual(expect.arrayContaining(["labs", "check"]));
});

test("completes the nodes of a lab", async () => {
  const cml = disposed(
    await startCmlSimulator({ password, labs: [{ title: "T", nodes: ["alpine", "alpine"] }] }),
  );
  const [lab = ""] = cml.labIds();
  const environment = {
    CML_URL: cml.url,
    CML_USERNAME: cml.username,
    CML_PASSWORD: password,
    CML_FINGERPRINT: cml.fingerprint256,
  };
  const { out } = await commandLine(lineOf("nodes", "start", lab), environment);
  expect(out.trim().split("\n")).toHaveLength(2);
});

test("completes behind flags that come before the command", async () => {
  const { cml, environment } = await controller();
  const { CML_URL: url = "", ...elsewhere } = environment;
  const { out } = await commandLine(lineOf("--url", url, "labs", "start"), elsewhere);
  expect(out.trim().split("\n")).toEqual(cml.labIds());
});

test.each(["cml request ", "cml request GET\\ /la"])("completes operations as one word: %s", async (line) => {
  const { out } = await commandLine(["completion", "line", line]);
  expect(out.split("\n")).toEqual(expect.arrayContaining(["GET\\ /labs", "--body"]));
});

const candidates = async (line: string, environment: Record<string, string> = {}) =>
  (await commandLine(["completion", "line", line], environment)).out.trim().split("\n");

test("has the patience for a login that takes as long as on a real controller", async () => {
  const cml = disposed(await startCmlSimulator({ password, loginDelayMs: 2_300 }));
  const environment = {
    CML_URL: cml.url,
    CML_USERNAME: cml.username,
    CML_PASSWORD: password,
    CML_FINGERPRINT: cml.fingerprint256,
  };
  expect(await candidates("cml labs start ", environment)).toEqual(cml.labIds());
});

test.each([
  ["cml --u", "--url"],
  ["cml --json --f", "--fingerprint"],
  ["cml labs --f", "--force"],
  ["cml labs start --w", "--wait"],
  [`cml labs start ${idOf(1)} --w`, "--wait-timeout"],
  ["cml --json labs start --", "--timeout"],
])("completes flags wherever one is begun: %s", async (line, flag) => {
  expect(await candidates(line)).toContain(flag);
});

test("completes only flags that the verb takes", async () => {
  const flags = await candidates("cml labs start --");
  expect(flags).not.toContain("--title");
  expect(flags).not.toContain("--force");
});

test("completes only what a verb takes", async () => {
  const { cml, environment } = await controller();
  const [lab = ""] = cml.labIds();
  const ids = cml.labIds();
  const none = [""];
  expect(await candidates("cml completion ")).toEqual(expect.arrayContaining(["bash", "zsh"]));
  expect(await candidates("cml labs download ", environment)).toEqual(ids);
  expect(await candidates(`cml labs rm ${lab} `, environment)).toEqual(ids);
  for (const line of [
    "labs ls",
    "labs ids",
    "labs import",
    `labs download ${lab}`,
    `nodes ls ${lab}`,
    `nodes log ${lab} ${idOf(1)}`,
    "labs ls --url",
    "labs import --title",
    "--url",
  ]) {
    expect([line, await candidates(`cml ${line} `, environment)]).toEqual([line, none]);
  }
});
