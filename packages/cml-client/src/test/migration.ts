import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";

/** A row of the README's tables for those who come from virl2-client. */
export interface MigrationRow {
  /** The call of virl2-client, as it is written there. */
  readonly theirs: string;
  /** The expressions that take its place. */
  readonly ours: readonly string[];
}

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** The rows of the table whose first heading begins like this. */
export function migrationRows(heading: string): readonly MigrationRow[] {
  const [, table = ""] = readme.split(`| ${heading} of virl2-client | here |\n|---|---|\n`);
  const [rows = ""] = table.split("\n\n");
  return rows.split("\n").map((row) => {
    const [, theirs = "", ours = ""] = row.split(" | ").length === 2 ? ["", ...row.split(" | ")] : [];
    const code = [...ours.matchAll(/`([^`]+)`/g)].map(([, expression = ""]) => expression);
    return { theirs: theirs.replace(/^\| /, ""), ours: code };
  });
}

/** The value of a row's expression, the first unless another is asked for, with these names in scope. */
export async function evaluated(
  { theirs, ours }: MigrationRow,
  names: Readonly<Record<string, unknown>>,
  index: number,
): Promise<unknown> {
  const expression = ours[index];
  if (expression === undefined) throw new Error(`There is no expression ${index} for ${theirs}.`);
  const scope = { connect, ...names };
  const run = new AsyncFunction(...Object.keys(scope), `return (${expression});`);
  return run(...Object.values(scope));
}

const AsyncFunction = (async () => {}).constructor as new (
  ...source: string[]
) => (...values: unknown[]) => Promise<unknown>;

/** The function that the README gives whole. */
const connect: unknown = (() => {
  const [, code = ""] =
    /^```ts\n((?:(?!^```)[\s\S])*?async function connect\([\s\S]*?)^```$/m.exec(readme) ?? [];
  const source = stripTypeScriptTypes(code).replace(/^import .*$/gm, "");
  return new Function(`${source}; return connect;`)();
})();
