import { releases } from "./release.ts";

const served = new RegExp(
  `^(?:${releases.map((release) => release.replace(".", "\\.")).join("|")})\\.\\d+(?:[+-].+)?$`,
);

/** What a version has to be, with its article. */
export const aServedVersion = `a whole version of CML ${releases.slice(0, -1).join(", ")} or ${releases.at(-1)}, as in "2.9.0" or "2.9.1+build.7"`;

/** Whether it is a whole version of a release that is simulated: clients refuse what is no whole one. */
export function isServedVersion(value: unknown): boolean {
  return typeof value === "string" && served.test(value);
}

/** The version that is meant: "2.8" stands for "2.8.0". `undefined` for what is not simulated. */
export function wholeVersion(text: string): string | undefined {
  return [text, `${text}.0`].find(isServedVersion);
}
