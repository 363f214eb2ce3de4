import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runProgram } from "../test/cml-sim.ts";

/** The flags that a text names; those that every program has are left out. */
function flagsIn(text: string): readonly string[] {
  const names = Array.from(text.matchAll(/(?<![\w-])--([a-z][a-z0-9-]*)/g), ([, name = ""]) => name);
  return [...new Set(names)].filter((name) => name !== "help").sort();
}

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const [, controllers = "", aws = ""] =
  /tell of each flag:\n([\s\S]*?)\nThose of `cml-sim aws`([\s\S]*?)\n## /.exec(readme) ?? [];

test.each([
  ["controllers", controllers],
  ["aws", aws],
])("the README names the flags of %s, all of them and no other", async (command, section) => {
  const { out } = await runProgram("help", command);
  expect(flagsIn(section)).toEqual(flagsIn(out));
});

const guide = readFileSync(new URL("../../docs/test-your-app.md", import.meta.url), "utf8");

test.each(["controllers", "aws"])("the guide names no flags that %s does not have", async (command) => {
  const { out } = await runProgram("help", command);
  const lines = [...guide.matchAll(new RegExp(`^npx cml-sim ${command} .*$`, "gm"))].join("\n");
  expect(lines).not.toBe("");
  expect(flagsIn(out)).toEqual(expect.arrayContaining([...flagsIn(lines)]));
});
