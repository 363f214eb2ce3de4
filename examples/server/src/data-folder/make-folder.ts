import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes the folder and those above it, for this user only, where they are missing.
 *
 * Not with `mkdir`'s own `recursive`: where a file system says ENOENT to a folder that has a parent, as /proc does, Node
 * tries without end.
 */
export function makeFolder(path: string): void {
  const parent = dirname(path);
  if (!existsSync(path) && parent !== path && !existsSync(parent)) makeFolder(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
