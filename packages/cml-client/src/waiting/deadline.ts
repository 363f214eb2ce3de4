import { CmlError } from "../errors.ts";
import { LONGEST_TIMER_MS, within } from "../options.ts";
import type { Lifetime } from "../transport/lifetime.ts";
import { type CallScope, checkSignal } from "../transport/scope.ts";

/** What every wait takes. */
export interface CmlWaitOptions {
  /** Ends the wait with code `aborted`; with `AbortSignal.timeout(…)`, `timeout`. What was asked for goes on. */
  readonly signal?: AbortSignal | undefined;
  /** Longest time for the whole, in milliseconds; then the code is `timeout`. */
  readonly timeoutMs?: number | undefined;
}

/** A limit in time for several calls and pauses together. */
export interface Deadline {
  /** For every call and pause within it. */
  readonly scope: CallScope & { readonly signal: AbortSignal };
  readonly timeoutMs: number;
  /** Milliseconds since it was set. */
  elapsedMs(): number;
}

/** What a wait is, for its deadline. */
export interface WaitName {
  /** `labs.destroy` say. */
  readonly operation: string;
  /** What has not happened when the time is over, and why: a sentence without its end. */
  readonly unfinished: () => string;
  readonly lastFailure?: () => unknown;
}

/** Works within a time limit. @throws CmlError with code `timeout` once it is over, in words of its own. */
export async function withDeadline<Value>(
  { operation, unfinished, lastFailure }: WaitName,
  { signal, timeoutMs }: { readonly signal: AbortSignal | undefined; readonly timeoutMs: number },
  lifetime: Lifetime,
  work: (deadline: Deadline) => Promise<Value>,
): Promise<Value> {
  within("timeoutMs", timeoutMs, 1, LONGEST_TIMER_MS);
  // Before there is a timer, which nobody would clear.
  checkSignal(operation, signal);
  const begunAt = performance.now();
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeoutMs);
  const both = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal;
  const scope = { operation, signal: both, lifetime };
  try {
    return await work({ scope, timeoutMs, elapsedMs: () => Math.round(performance.now() - begunAt) });
  } catch (error) {
    // The last call says only that it was aborted.
    if (!limit.signal.aborted || signal?.aborted || !CmlError.is(error, "aborted")) throw error;
    const cause = lastFailure?.();
    throw new CmlError(`${operation}: ${unfinished()} within ${timeoutMs} ms.`, {
      code: "timeout",
      operation,
      ...(cause !== undefined && { cause }),
    });
  } finally {
    clearTimeout(timer);
  }
}
