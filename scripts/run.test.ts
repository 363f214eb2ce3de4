import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { pretend } from "./test/pretend.ts";
import { type StubProject, stubProject } from "./test/stub-project.ts";

const node = process.execPath;
const start = ["scripts/run.mjs", "start"];
const installing = "Installing dependencies";

/** A project whose dependencies are there. */
async function installed(): Promise<StubProject> {
  const project = stubProject();
  expect(await project.spawn(node, start, { HOW: "7" }).ended()).toMatchObject({ code: 7 });
  return project;
}

describe("npm start", () => {
  test("installs once, and again when the lock file has changed", async () => {
    const project = stubProject();
    const run = () => project.spawn(node, start, { HOW: "7" }).ended();
    expect(await run()).toEqual({ code: 7, said: expect.stringContaining(installing) });
    expect(await run()).toEqual({ code: 7, said: "" });
    project.changeLock();
    expect(await run()).toEqual({ code: 7, said: expect.stringContaining(installing) });
    expect(await run()).toEqual({ code: 7, said: "" });
  });

  test("hands arguments on, and ends as the program ends", async () => {
    const project = await installed();
    const launched = project.spawn(node, [...start, "--one", "two"]);
    await launched.says("ready --one,two");
    launched.child.kill("SIGTERM");
    await launched.ended();
    const killed = await project.spawn(node, start, { HOW: "SIGKILL" }).ended();
    expect(killed.code).toBe(137);
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("passes %s on to the program", async (signal) => {
    const launched = (await installed()).spawn(node, start);
    await launched.says("ready");
    launched.child.kill(signal);
    expect(await launched.ended()).toEqual({ code: 3, said: expect.stringContaining(signal) });
  });

  test("tells the program when it is killed itself", async () => {
    const launched = (await installed()).spawn(node, start);
    await launched.says("ready");
    launched.child.kill("SIGKILL");
    expect((await launched.ended()).said).toContain("alone");
  });

  const asksForProcesses =
    existsSync("/proc/self/stat") ||
    spawnSync("ps", ["-o", "ppid=,args=", "-p", String(process.pid)]).status === 0;
  test.for([
    { signal: "SIGTERM", told: true },
    { signal: "SIGHUP", told: false },
    { signal: "SIGKILL", told: false },
  ] as const)("ends the program when npm gets $signal", async ({ signal, told }, { skip }) => {
    // The shell between outlives an npm that tells it nothing.
    if (!told && !asksForProcesses) skip("there is neither /proc here nor a ps that takes -p");
    const launched = (await installed()).spawn("npm", ["start"]);
    await launched.says("ready");
    launched.child.kill(signal);
    expect((await launched.ended()).said).toContain("SIGTERM");
  });
});

describe("a Node.js that is too old", () => {
  test("is told which one it takes", async () => {
    const { code, said } = await stubProject()
      .spawn(node, [...pretend("16.20.2"), ...start])
      .ended();
    expect(code).toBe(1);
    expect(said).toBe(
      "Node.js 16.20.2 is too old: install version 18 or newer from https://nodejs.org, then try again.\n",
    );
  });

  test("cannot stand in for the one of the dependencies", async () => {
    const project = await installed();
    const { code, said } = await project.spawn(node, [...pretend("20.19.0"), ...start]).ended();
    expect(code).toBe(1);
    expect(said).toMatch(
      /^The Node\.js that comes with the dependencies is missing, .* use Node\.js 24 or newer\.\n$/,
    );
  });
});

test("an unknown program is refused with the names of those there are", async () => {
  const { code, said } = await stubProject().spawn(node, ["scripts/run.mjs", "stop"]).ended();
  expect({ code, said }).toEqual({
    code: 2,
    said: 'Unknown program "stop". Choose one of: start, test, bench.\n',
  });
});
