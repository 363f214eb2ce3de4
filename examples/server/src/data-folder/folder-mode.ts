import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { SettingsError } from "../settings/settings-error.ts";
import { unusable } from "./folder-problem.ts";

/** Whose fleet a folder may hold: the demo's, whose instances exist nowhere, or one of AWS. */
const modes = ["demo", "aws"] as const;
type Mode = (typeof modes)[number];

const owners: Readonly<Record<Mode, string>> = { demo: "the demo", aws: "a fleet on AWS" };

/**
 * Lets the folder remember which mode it belongs to: each mode would take the other's workers for lost ones. To be called
 * by whoever holds the folder's lock.
 *
 * @throws SettingsError when it belongs to the other one.
 */
export function claimFolder(folder: string, mode: Mode): void {
  const path = resolve(folder);
  const owner = ownerOf(path, mode);
  if (owner === mode) return;
  throw new SettingsError([
    `DATA_DIR: the folder ${path} belongs to ${owners[owner]}; set another DATA_DIR for ${owners[mode]}, ` +
      `or go on with ${owners[owner]}: CML_FLEET_MODE=${owner}.`,
  ]);
}

/** @returns the mode that is noted in the folder; noted now, where it was not. */
function ownerOf(path: string, mode: Mode): Mode {
  const mark = join(path, "mode");
  try {
    const noted = existsSync(mark) ? readFileSync(mark, "utf8").trim() : "";
    const known = modes.find((one) => one === noted);
    if (known) return known;
    const owner = earlierOwner(path) ?? mode;
    writeFileSync(mark, `${owner}\n`, { mode: 0o600 });
    return owner;
  } catch (error) {
    throw new SettingsError([unusable(path, error)], { cause: error });
  }
}

/** A folder from before this was noted, or whose note a power failure cut off, is known by what only the demo keeps. */
function earlierOwner(path: string): Mode | undefined {
  if (existsSync(join(path, "demo-certificates"))) return "demo";
  return existsSync(join(path, "fleet.db")) ? "aws" : undefined;
}
