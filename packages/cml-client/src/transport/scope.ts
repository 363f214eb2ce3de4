import type { CmlCallOptions } from "../call-options.ts";
import { CmlError } from "../errors.ts";
import type { Lifetime } from "./lifetime.ts";

/** What may end a call early, and how the call is named. */
export interface CallScope {
  readonly operation: string;
  readonly signal: AbortSignal | undefined;
  readonly lifetime: Lifetime;
  /** When its own time limit ends it, on the clock of `performance.now()`; absent without one. */
  readonly endsAtMs?: number;
}

/** The scope of one call. Its own time limit ends it like a signal of the caller's. */
export function scopeOf(
  operation: string,
  { signal, timeoutMs }: CmlCallOptions,
  lifetime: Lifetime,
): CallScope {
  checkSignal(operation, signal);
  if (timeoutMs === undefined) return { operation, signal, lifetime };
  const endsAtMs = performance.now() + checkedTimeout(operation, timeoutMs);
  return { operation, signal, lifetime, endsAtMs };
}

/** @throws CmlError with code `invalid_request` for what is no signal */
export function checkSignal(operation: string, signal: unknown): void {
  if (signal === undefined || signal instanceof AbortSignal) return;
  throw new CmlError(`${operation}: signal must be an AbortSignal.`, { code: "invalid_request", operation });
}

function checkedTimeout(operation: string, timeoutMs: number): number {
  if (Number.isInteger(timeoutMs) && timeoutMs > 0 && timeoutMs <= 2_147_483_647) return timeoutMs;
  throw new CmlError(
    `${operation}: timeoutMs must be a whole number of milliseconds above 0, not ${timeoutMs}.`,
    {
      code: "invalid_request",
      operation,
    },
  );
}

/** Why the call must not go on; `undefined` while it may. A passed deadline is a timeout, not a change of mind. */
export function interruption({ operation, signal, lifetime, endsAtMs }: CallScope): CmlError | undefined {
  if (lifetime.closed) {
    return new CmlError(`${operation}: The client is closed; create a new one.`, {
      code: "closed",
      operation,
    });
  }
  if (signal?.aborted) {
    const { reason: cause } = signal;
    if (isDeadline(cause)) return outOfTime(operation, cause);
    return new CmlError(`${operation}: Aborted by the caller.`, { code: "aborted", operation, cause });
  }
  return endsAtMs !== undefined && performance.now() >= endsAtMs ? outOfTime(operation) : undefined;
}

function outOfTime(operation: string, cause?: unknown): CmlError {
  return new CmlError(`${operation}: No answer within the caller's time limit.`, {
    code: "timeout",
    operation,
    ...(cause !== undefined && { cause }),
  });
}

/** Whether the call's own time limit is over in so many milliseconds. */
export function endsWithin(delayMs: number, { endsAtMs }: CallScope): boolean {
  return endsAtMs !== undefined && performance.now() + delayMs >= endsAtMs;
}

/** What `AbortSignal.timeout` aborts with. */
function isDeadline(reason: unknown): boolean {
  return reason instanceof Error && reason.name === "TimeoutError";
}

/**
 * Calls `interrupt` when the caller aborts, the client closes or the call's own time limit is over; the answer stops
 * listening. The limit is a timer of its own that ends with the listening: a signal composed of the caller's and of
 * `AbortSignal.timeout` would stay in memory until the limit would have passed.
 */
export function onInterruption(scope: CallScope, interrupt: () => void): () => void {
  const { signal, lifetime, endsAtMs } = scope;
  const stopWatching = lifetime.onEnd(interrupt);
  const stopTiming = endsAtMs === undefined ? undefined : onTime(endsAtMs, interrupt);
  signal?.addEventListener("abort", interrupt);
  return () => {
    stopWatching();
    stopTiming?.();
    signal?.removeEventListener("abort", interrupt);
  };
}

/** Calls back when the clock of `performance.now()` has come so far; the answer stops that. */
function onTime(atMs: number, callBack: () => void): () => void {
  const look = (): void => {
    // Timers may fire a moment early.
    if (performance.now() >= atMs) callBack();
    else arm();
  };
  let timer: NodeJS.Timeout;
  const arm = (): void => {
    timer = setTimeout(look, Math.max(1, Math.ceil(atMs - performance.now())));
  };
  arm();
  return () => clearTimeout(timer);
}

/** Waits for something shared, which goes on when this caller stops waiting. */
export function waitFor<Value>(shared: Promise<Value>, scope: CallScope): Promise<Value> {
  return new Promise((resolve, reject) => {
    // Whoever leaves before it fails must not be told by the process's last resort.
    shared.catch(() => {});
    const failure = interruption(scope);
    if (failure) return reject(failure);
    const release = onInterruption(scope, () => {
      release();
      reject(interruption(scope));
    });
    shared.then(resolve, reject).finally(release);
  });
}

/** Waits `delayMs` milliseconds. */
export function pause(delayMs: number, scope: CallScope): Promise<void> {
  return new Promise((resolve, reject) => {
    const failure = interruption(scope);
    if (failure) return reject(failure);
    const timer = setTimeout(() => {
      release();
      resolve();
    }, delayMs);
    const release = onInterruption(scope, () => {
      clearTimeout(timer);
      release();
      reject(interruption(scope));
    });
  });
}
