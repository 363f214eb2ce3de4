import { type RetryPolicy, retryPolicy } from "../transport/retry.ts";

/** How the connection behind {@link CmlClient.events} is kept. */
export interface CmlEventsConnection {
  /**
   * Longest silence, in milliseconds, before the connection is taken for dead and made again. Controllers say something
   * every three seconds. @defaultValue 30_000
   */
  readonly stallMs?: number;
  /** Longest pause before the first try to connect again, in milliseconds; it doubles with each try. @defaultValue 500 */
  readonly baseDelayMs?: number;
  /**
   * Longest pause between tries, in milliseconds, unless the controller asks for more with `Retry-After`. A connection that
   * lasted so long starts the count anew. @defaultValue 30_000
   */
  readonly maxDelayMs?: number;
  /** Draws from 0 to below 1; the pause is that share of the longest one ("full jitter"). @defaultValue Math.random */
  readonly random?: () => number;
}

/** The options with their defaults. Tries are not counted: who iterates wants events. */
export interface ConnectionPolicy {
  readonly stallMs: number;
  readonly retry: RetryPolicy;
}

/** Fills in the defaults. */
export function connectionPolicy({
  stallMs = 30_000,
  ...pauses
}: CmlEventsConnection = {}): ConnectionPolicy {
  const attempts = Number.POSITIVE_INFINITY;
  return { stallMs, retry: retryPolicy({ baseDelayMs: 500, maxDelayMs: 30_000, ...pauses, attempts }) };
}
