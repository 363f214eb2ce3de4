import { expect, test } from "vitest";
import { runProgram, runProgramIn, startProgram } from "../test/cml-sim.ts";
import { refusalOf } from "./node-version.ts";

const quick = ["controllers", "--http"];

test.each([[quick], [["aws"]], [["help"]]])("says that nobody hears where %j is, and ends", async (args) => {
  const { code, err } = await runProgramIn({ unheard: true }, ...args);
  expect(err).toBe("cml-sim: Standard output takes no more: write EPIPE.\n");
  expect(code).toBe(1);
});

test("goes on when who read all that was written is gone", async () => {
  await using program = await startProgram([...quick, "--json"], 1);
  program.stopReading();
  const { url } = JSON.parse(program.lines[0] ?? "");
  expect((await fetch(`${url}/api/v0/system_information`)).status).toBe(200);
  expect(await program.end("SIGTERM")).toBe(0);
});

test("ends at Ctrl-C while it starts", async () => {
  const count = 1000;
  await using program = await startProgram([...quick, "--count", String(count), "--json"], 1);
  expect(await program.end("SIGINT")).toBe(0);
  expect((await program.rest).length).toBeLessThan(count - 1);
});

test("says what to do when there are more sockets than the shell allows", async () => {
  const { code, err } = await runProgramIn({ openFiles: 64 }, ...quick, "--count", "100");
  expect(err).toContain("EMFILE");
  expect(err).toContain("`ulimit -n 20000`");
  expect(code).toBe(1);
});

test("refuses an older Node.js in a sentence", async () => {
  const older = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } })`;
  const env = { ...process.env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(older)}` };
  const { code, out, err } = await runProgramIn({ env }, "--version");
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(
    /^cml-sim: This is Node\.js 20\.20\.2, and Node\.js 22\.19 or newer is needed: .+\.\n$/,
  );
  expect((await runProgram("--version")).code).toBe(0);
});

test.each([
  ["22.19.0", true],
  ["24.0.0", true],
  ["100.1.0", true],
  ["22.18.9", false],
  ["9.99.0", false],
])("Node.js %s is new enough: %j", (running, enough) => {
  expect(refusalOf(running, ">=22.19") === undefined).toBe(enough);
});

test("ends with 2 when it is the options that refuse what a flag says", async () => {
  const { code, out, err } = await runProgram(...quick, "--username", "x".repeat(33));
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/^cml-sim: The option username is "x+": /);
});
