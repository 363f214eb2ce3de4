import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { installsEverything } from "./launch/installer.mjs";
import { fakeNode } from "./test/fake-node.ts";
import { pretend } from "./test/pretend.ts";
import { leftovers, stubProject } from "./test/stub-project.ts";

const node = process.execPath;
const start = ["scripts/run.mjs", "start"];
const installing = "Installing dependencies";

describe("an install by a Node.js for which npm leaves packages out", () => {
  test("is done by the one of the lock file, which is gone afterwards", async () => {
    const { ran, ...dependencies } = fakeNode();
    const project = stubProject(dependencies);
    const old = project.spawn(node, [...pretend("18.20.8"), ...start], { HOW: "7" });
    expect(await old.ended()).toEqual({ code: 7, said: expect.stringContaining(installing) });
    expect(ran()).toMatch(/ ci --loglevel=error$/m);
    expect(leftovers(project)).toEqual([]);
    const current = project.spawn(node, start, { HOW: "7" });
    expect(await current.ended()).toEqual({ code: 7, said: "" });
  });

  test("needs no other for one that installs everything", async () => {
    const { ran, ...dependencies } = fakeNode();
    expect(await stubProject(dependencies).spawn(node, start, { HOW: "7" }).ended()).toMatchObject({
      code: 7,
    });
    expect(ran()).not.toContain(" ci ");
  });

  test("is done again when somebody let it happen, whichever Node.js is at work now", async () => {
    const project = stubProject();
    const run = () => project.spawn(node, start, { HOW: "7" }).ended();
    await run();
    const noted = { npm_config_user_agent: "npm/10.8.2 node/v18.20.8 linux x64", npm_node_execpath: node };
    await project.spawn(node, ["scripts/run.mjs", "installed"], noted).ended();
    expect(await run()).toEqual({ code: 7, said: expect.stringContaining(installing) });
    expect(await run()).toEqual({ code: 7, said: "" });
  });

  test("is done again for another kind of machine", async () => {
    const project = stubProject();
    const run = () => project.spawn(node, start, { HOW: "7" }).ended();
    await run();
    const stamp = readFileSync(`${project.root}node_modules/.installed-lock`, "utf8");
    project.write("node_modules/.installed-lock", stamp.replace(` ${process.arch} `, " mips "));
    expect(await run()).toEqual({ code: 7, said: expect.stringContaining(installing) });
  });
});

const { header } = process.report.getReport() as {
  readonly header: { readonly glibcVersionRuntime?: string };
};

test.skipIf(header.glibcVersionRuntime === undefined)(
  "npm 9 finds glibc by the name it asks for (needs a system with glibc)",
  async () => {
    const project = stubProject();
    project.write(
      "npm.mjs",
      "console.error(process.report.getReport().header.glibcRuntimeVersion); process.exit(1);",
    );
    const environment = {
      npm_execpath: `${project.root}npm.mjs`,
      npm_config_user_agent: `npm/9.6.4 node/${process.version} linux x64`,
      npm_node_execpath: node,
    };
    const { said } = await project.spawn(node, start, environment).ended();
    expect(said).toContain(`\n${header.glibcVersionRuntime}\n`);
  },
);

test.each([
  ["18.20.8", false],
  ["20.0.0", false],
  ["20.18.3", false],
  ["20.19.0", true],
  ["21.7.3", false],
  ["22.11.0", false],
  ["22.12.0", true],
  ["24.0.0", true],
  ["26.1.0", true],
])("Node.js %s installs everything: %s", (version, expected) => {
  expect(installsEverything(version)).toBe(expected);
});

test("the build tools' binaries ask for nothing newer than what is taken for enough", () => {
  const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")) as {
    readonly packages: Readonly<
      Record<string, { readonly cpu?: unknown; readonly engines?: { node?: string } }>
    >;
  };
  const asked = Object.entries(lock.packages)
    .filter(([path, { cpu }]) => cpu && /node_modules\/@(rolldown|oxc-parser)\/binding-(?!wasm)/.test(path))
    .map(([, { engines }]) => engines?.node);
  expect(new Set(asked)).toEqual(new Set(["^20.19.0 || >=22.12.0"]));
});
