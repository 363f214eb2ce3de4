import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runProgramIn, startProgram } from "../test/cml-sim.ts";

/** A folder with one file in it. */
async function folderWith(name: string, content: string | Uint8Array) {
  const cwd = await mkdtemp(join(tmpdir(), "cml-sim-"));
  await writeFile(join(cwd, name), content);
  return { cwd, [Symbol.asyncDispose]: () => rm(cwd, { recursive: true }) };
}

test.each([
  ["binary.yaml", Uint8Array.from({ length: 3000 }, (_, index) => index % 256), /is no text in UTF-8/],
  ["zero.yaml", "lab: \0", /is no text in UTF-8/],
  ["open.yaml", "lab: [", /has no lab that a controller would import: Bad request: /],
  ["coloured.yaml", 'lab: "\u001b[31m', /has no lab that a controller would import: Bad request: /],
  ["other.yaml", "services: {}", /has no lab that a controller would import: /],
])("says of %s what is wrong with it, in letters", async (name, content, reason) => {
  await using folder = await folderWith(name, content);
  for (const command of ["controllers", "aws"]) {
    const { code, out, err } = await runProgramIn(folder, command, "--labs", name);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(`cml-sim: ${name} `);
    expect(err).toMatch(reason);
    expect(err).toMatch(/^[\P{C}\n]*$/u);
  }
});

const labsAt = async (path: string, cwd: string): Promise<readonly string[]> => {
  const args = ["controllers", "--http", "--control-port", "0", "--json", "--labs", path];
  await using program = await startProgram(args, 1, cwd);
  const { controlUrl } = JSON.parse(program.lines[0] ?? "");
  const { labs } = (await (await fetch(`${controlUrl}/state`)).json()) as { labs: { title: string }[] };
  return labs.map(({ title }) => title);
};

test("finds the samples of the package from everywhere", async () => {
  await using folder = await folderWith("mine.yaml", "");
  expect(await labsAt("samples/", folder.cwd)).toEqual(["Internet access", "Two sites"]);
  expect(await labsAt("samples/two-sites.yaml", folder.cwd)).toEqual(["Two sites"]);
});

test.each(["/nowhere", "samples/none.yaml", "samples/../package.json", "packages"])(
  "says that there is nothing at %s",
  async (path) => {
    await using folder = await folderWith("mine.yaml", "");
    const { code, err } = await runProgramIn(folder, "controllers", "--labs", path);
    expect(err).toContain(`There is nothing to read at ${path}: `);
    expect(code).toBe(2);
  },
);
