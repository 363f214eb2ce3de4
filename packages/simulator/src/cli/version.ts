import { readFileSync } from "node:fs";

/** The version of this package. */
export function version(): string {
  // From the source and from the build the way up is the same.
  return JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version;
}
