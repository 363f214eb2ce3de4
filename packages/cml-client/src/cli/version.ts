import { createRequire } from "node:module";

/** The release of this package. By its own name, because what is built lies deeper than the source, or less deep. */
export function version(): string {
  const about = createRequire(import.meta.url)("@cml-fleet/cml-client/package.json") as { version: string };
  return about.version;
}
