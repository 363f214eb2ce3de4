import { CmlError } from "../errors.ts";
import type { DriftIn, ReportDrift } from "./drift.ts";

/** Whether an answer that differs is an error, and who else hears of it. */
export interface Strictness {
  readonly driftIn: DriftIn;
  /** For tests: every release brings something new. */
  readonly strict: boolean;
}

/** The differences in one answer. */
export interface DriftNotes {
  /** `undefined` when nobody wants to know: then nothing is looked for. */
  readonly report: ReportDrift | undefined;
  /** Ends the reading of the answer. @throws CmlError with code `unexpected` for the first difference, if that is wanted */
  refuse(status: number): void;
}

export function driftNotes(operation: string, { driftIn, strict }: Strictness): DriftNotes {
  const heard = driftIn(operation);
  if (!strict) return { report: heard, refuse: () => {} };
  let first: string | undefined;
  return {
    report(path, kind) {
      first ??= `"${path}" (${kind})`;
      heard?.(path, kind);
    },
    refuse(status) {
      if (first === undefined) return;
      throw new CmlError(`${operation}: The answer differs from what is known of the API at ${first}.`, {
        code: "unexpected",
        operation,
        status,
      });
    },
  };
}
