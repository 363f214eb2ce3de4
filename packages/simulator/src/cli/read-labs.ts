import { readdir, readFile, stat } from "node:fs/promises";
import { join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { makeController } from "../cml/controller.ts";
import type { SeedTopology } from "../cml/labs/seed-lab.ts";
import { SimulatorError } from "../simulator-error.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The labs in a YAML file, or in all YAML files of a folder in the order of their names. `samples` and what is in it are
 * those of this package, unless there are others where the program was called.
 *
 * @throws UsageError
 */
export async function readLabs(path: string, packageFolder: URL): Promise<readonly SeedTopology[]> {
  const files = await filesAt(path, packageFolder);
  if (files.length === 0) throw new UsageError(`There is no file that ends in .yaml or .yml in ${path}.`);
  return Promise.all(files.map(readLab));
}

/** Makes a controller of it once, in memory: who starts hundreds wants to know before. */
async function readLab(file: string): Promise<SeedTopology> {
  const lab = { yaml: textIn(file, await readFile(file)) };
  try {
    makeController({ labs: [lab] });
    return lab;
  } catch (error) {
    if (!SimulatorError.is(error, "invalid_option")) throw error;
    const { cause } = error;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`${file} has no lab that a controller would import: ${problem}`);
  }
}

async function filesAt(path: string, packageFolder: URL): Promise<readonly string[]> {
  const found =
    (await yamlFiles(path)) ?? (isSample(path) && (await yamlFiles(ownPath(path, packageFolder))));
  if (found) return found;
  throw new UsageError(
    `There is nothing to read at ${path}: --labs takes a YAML file or a folder of them, and knows samples/ of its own.`,
  );
}

/** `undefined` when there is nothing. */
async function yamlFiles(path: string): Promise<readonly string[] | undefined> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const names = await readdir(path);
    return names
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => join(path, name));
  } catch {
    return undefined;
  }
}

function isSample(path: string): boolean {
  return normalize(path).split(sep)[0] === "samples";
}

function ownPath(path: string, packageFolder: URL): string {
  return join(fileURLToPath(packageFolder), path);
}

function textIn(file: string, bytes: Uint8Array): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    // Said below, without showing what it is instead.
  }
  throw new UsageError(`${file} is no text in UTF-8: --labs takes the YAML files that controllers export.`);
}
