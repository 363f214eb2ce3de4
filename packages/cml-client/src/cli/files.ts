import { readFile } from "node:fs/promises";
import { getSystemErrorMessage } from "node:util";
import { UsageError } from "./usage-error.ts";

/** What a file has in it. @throws UsageError when it cannot be read */
export async function textOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch(unreadable(file));
}

/** Says why a file cannot be read. */
export function unreadable(file: string): (error: NodeJS.ErrnoException) => never {
  return ({ errno, message }) => {
    throw new UsageError(
      `The file ${file} cannot be read: ${errno ? getSystemErrorMessage(errno) : message}.`,
    );
  };
}
