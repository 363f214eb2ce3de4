import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A path for a database, in a folder of its own that goes when the test is over. */
export function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "cml-fleet-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "fleet.db");
}
