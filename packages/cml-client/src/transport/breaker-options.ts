/** When a client stops asking a controller that cannot be reached ("circuit breaker"). */
export interface CmlBreakerOptions {
  /**
   * So many requests in a row without an answer, because the connection failed or the time limit of a try passed, and the
   * next ones fail at once. An answer of any status ends the row. A time limit of the caller's counts from 2.5 seconds on,
   * or half of `timeoutMs` if that is less; a shorter one says only how long somebody wants to wait. 1 or more.
   *
   * @defaultValue 5, but always more than `connections`, since all of them break when a controller restarts
   */
  readonly failures?: number;
  /** After so many milliseconds one request is let through to find out. From 1. @defaultValue 5_000 */
  readonly openMs?: number;
}

/** The options with their defaults. */
export type BreakerPolicy = Required<CmlBreakerOptions>;

/** Fills in the defaults; `false` is no breaker at all. */
export function breakerPolicy(
  options: CmlBreakerOptions | false | undefined,
  connections: number,
): BreakerPolicy | false {
  if (options === false) return false;
  const { failures = Math.max(5, connections + 1), openMs = 5_000 } = options ?? {};
  return { failures, openMs };
}

/** Longer than the slowest answers of controllers that are well, in milliseconds: logins take 2.3 seconds. */
const LONG_MS = 2_500;

/** After how many milliseconds without an answer a controller seems to be gone, whoever stops waiting. */
export function floorOf(timeoutMs: number): number {
  return Math.min(LONG_MS, timeoutMs / 2);
}
