import { CmlError } from "./errors.ts";

/** The members that something may have: one entry for each, so that the compiler misses none. */
export type KnownKeys<Options> = { readonly [Key in keyof Required<Options>]: true };

/** Refuses what is no object, and a member there is not: misspelt, it would do nothing and say nothing. @throws CmlError with code `invalid_request` */
export function refuseUnknown(what: string, given: unknown, known: Readonly<Record<string, true>>): void {
  if (typeof given !== "object" || given === null) throw invalid(`${what} must be an object.`);
  // Own members only, as for the options of calls.
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(known, key)) continue;
    throw invalid(
      `There is no ${JSON.stringify(key)} in ${what}; there is ${Object.keys(known).join(", ")}.`,
    );
  }
}

function invalid(message: string): CmlError {
  return new CmlError(message, { code: "invalid_request" });
}
