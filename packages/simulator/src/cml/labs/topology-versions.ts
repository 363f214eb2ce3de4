import { CmlApiError } from "../answer.ts";
import { type Release, releaseOf } from "../releases/release.ts";

/** The versions of the format, oldest first. */
const versions = [
  "0.0.1",
  "0.0.2",
  "0.0.3",
  "0.0.4",
  "0.0.5",
  "0.1.0",
  "0.2.0",
  "0.2.1",
  "0.2.2",
  "0.3.0",
  "0.3.1",
];

/** The last one that a release knows. That of 2.9 is documented; that older ones stop at what they write is inferred. */
const newest: Readonly<Record<Release, string>> = {
  "2.7": "0.2.2",
  "2.8": "0.3.0",
  "2.9": "0.3.0",
  "2.10": "0.3.1",
};

/** @throws CmlApiError 400 when a controller of this version does not know that version of the format */
export function checkTopologyVersion(version: string, controllerVersion: string): void {
  const known = versions.slice(0, versions.indexOf(newest[releaseOf(controllerVersion)]) + 1);
  if (!known.includes(version)) throw new CmlApiError(400, "Input validation failed");
}
