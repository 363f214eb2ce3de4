import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { leftovers, stubProject } from "./test/stub-project.ts";

const node = process.execPath;
const start = ["scripts/run.mjs", "start"];
const installing = "Installing dependencies";

describe("an install that is stopped", () => {
  const slowToEnd = `
    process.on("SIGINT", () => setTimeout(() => { console.error("npm ends"); process.exit(1); }, 300));
    setInterval(() => {}, 1_000);
    console.error("npm begins");
  `;

  test("has ended with its npm, and leaves nothing in the way", async () => {
    const project = stubProject();
    project.write("npm.mjs", slowToEnd);
    const launched = project.spawn(node, start, { npm_execpath: `${project.root}npm.mjs` });
    await launched.says("npm begins");
    launched.child.kill("SIGINT");
    await expect(launched.ended()).resolves.toEqual({
      code: 130,
      said: expect.stringMatching(/Ending the install.*npm ends/s),
    });
    expect(leftovers(project)).toEqual([]);
    expect(await project.spawn(node, start, { HOW: "7" }).ended()).toMatchObject({ code: 7 });
  });

  test("starts no program when npm was asked to end", async () => {
    const launched = stubProject().spawn("npm", ["start"], { SLOW: "yes" });
    await launched.says("install begins");
    launched.child.kill("SIGTERM");
    expect((await launched.ended()).said).not.toContain("ready");
  });
});

describe("two installs at once", () => {
  /** Fails beside another, and goes on once the second launcher waits. */
  const watchful = `
    import { existsSync, mkdirSync, rmdirSync } from "node:fs";
    mkdirSync("busy");
    mkdirSync("node_modules", { recursive: true });
    console.error("npm begins");
    setInterval(() => {
      if (!existsSync("go")) return;
      rmdirSync("busy");
      process.exit(0);
    }, 50);
  `;

  test("become one, for which the other waits", async () => {
    const project = stubProject();
    project.write("npm.mjs", watchful);
    const environment = { npm_execpath: `${project.root}npm.mjs`, HOW: "7" };
    const first = project.spawn(node, start, environment);
    await first.says("npm begins");
    const second = project.spawn(node, start, environment);
    await second.says(`Waiting for the install of another process (${first.child.pid})`);
    project.write("go", "");
    expect(await first.ended()).toMatchObject({ code: 7 });
    expect(await second.ended()).toEqual({ code: 7, said: expect.not.stringContaining(installing) });
    expect(leftovers(project)).toEqual([]);
  });

  test("are not seen in what a killed one left behind", async () => {
    const project = stubProject();
    const killed = project.spawn(node, ["--version"]);
    await killed.ended();
    project.write(".install-lock", String(killed.child.pid));
    expect(await project.spawn(node, start, { HOW: "7" }).ended()).toMatchObject({ code: 7 });
    expect(existsSync(`${project.root}.install-lock`)).toBe(false);
  });
});
