import { CmlError } from "./errors.ts";

/** What every call takes. */
export interface CmlCallOptions {
  /**
   * Ends the call at once, whatever it waits for: a login, a pause before a retry, the answer. The code is `aborted`; with
   * `AbortSignal.timeout(…)` it is `timeout`.
   */
  readonly signal?: AbortSignal | undefined;
  /**
   * Longest time for the whole call, in milliseconds: login, tries and pauses included. A pause before a
   * retry that goes beyond it is not waited for: the failure is thrown at once. @defaultValue none beside the client's own
   * limit for each try
   */
  readonly timeoutMs?: number | undefined;
}

const MEMBERS: ReadonlySet<string> = new Set(["path", "query", "body", "signal", "timeoutMs"]);

/**
 * Refuses what is left of a method's options when the method has taken its own: misspelt, it would do nothing and say
 * nothing. @throws CmlError with code `invalid_request`
 */
export function checkCallOptions(operation: string, input: unknown): void {
  if (typeof input !== "object" || input === null) {
    throw invalid(operation, "The options of a call must be an object");
  }
  // Own members only: the controller of a signal may be passed as it is, and inherits more than that.
  for (const key of Object.keys(input)) {
    if (MEMBERS.has(key)) continue;
    const given = JSON.stringify(key);
    throw invalid(
      operation,
      `There is no option ${given}; there is signal, timeoutMs, and what the method has of its own`,
    );
  }
}

function invalid(operation: string, problem: string): CmlError {
  return new CmlError(`${operation}: ${problem}.`, { code: "invalid_request", operation });
}
