import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { SeedLab } from "../cml/labs/seed-lab.ts";
import { UsageError } from "./usage-error.ts";

/** The labs in a YAML file, or in all YAML files of a folder in the order of their names. @throws UsageError */
export async function readLabs(path: string): Promise<readonly SeedLab[]> {
  const files = await filesAt(path);
  if (files.length === 0) throw new UsageError(`There is no file that ends in .yaml or .yml in ${path}.`);
  return Promise.all(files.map(async (file) => ({ yaml: await readFile(file, "utf8") })));
}

async function filesAt(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const names = await readdir(path);
    return names
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => join(path, name));
  } catch {
    throw new UsageError(
      `There is nothing to read at ${path}: --labs takes a YAML file or a folder of them.`,
    );
  }
}
