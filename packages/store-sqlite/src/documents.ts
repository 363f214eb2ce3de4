import { CoreError } from "@cml-fleet/core";

/**
 * Refuses a document of a form that is not known here yet, rather than losing what only a newer version understands.
 * @param subject - What the document describes, as the message names it: `worker w1`.
 * @throws CoreError `unavailable` when `schemaVersion` is greater than `newest`.
 */
export function requireKnownSchema(subject: string, schemaVersion: unknown, newest: number): void {
  if (typeof schemaVersion === "number" && schemaVersion <= newest) return;
  throw new CoreError(
    `The record of ${subject} has schema version ${schemaVersion}, but this version of CML Fleet reads ${newest} at most. Update it.`,
    { code: "unavailable" },
  );
}
