import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Every document that shows code to users. */
const documents = [
  "README.md",
  ...readdirSync(`${root}packages`).map((name) => `packages/${name}/README.md`),
  ...["docs", "packages/simulator/docs"].flatMap((folder) =>
    readdirSync(root + folder).map((name) => `${folder}/${name}`),
  ),
].filter((path) => path.endsWith(".md") && ts.sys.fileExists(root + path));

const blocks = documents.flatMap((path) =>
  [...readFileSync(root + path, "utf8").matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(
    ([, code = ""], index) => [`${path} ${index + 1}`, code] as const,
  ),
);

test("the documents show code", () => {
  expect(blocks.length).toBeGreaterThan(0);
});

test.each(blocks)("the code of %s compiles", { timeout: 60_000 }, (_, code) => {
  const file = `${root}${folderOf(code)}/readme-block.ts`;
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (path) => path === file || fileExists(path);
  host.readFile = (path) => (path === file ? code : readFile(path));
  host.getSourceFile = (path, ...rest) =>
    path === file ? ts.createSourceFile(path, code, ts.ScriptTarget.Latest) : getSourceFile(path, ...rest);
  const program = ts.createProgram([file], { ...options, noUnusedLocals: false }, host);
  const problems = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
});

const example = "examples/fake-fleet/src";

/** A folder that depends on everything, as a user's own app would; for code of the example, its own. */
function folderOf(code: string): string {
  return code.includes('from "./') ? example : "bench";
}

test.each(readdirSync(root + example))("the guide shows %s as it is", (name) => {
  const guide = readFileSync(`${root}packages/simulator/docs/test-your-app.md`, "utf8");
  const code = readFileSync(`${root}${example}/${name}`, "utf8");
  expect(guide).toContain(`\`${name}\`:\n\n\`\`\`ts\n${code}\`\`\`\n`);
});
