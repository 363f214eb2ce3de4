import type { WireAnswer } from "./exchange.ts";

/** How failed requests are repeated. Only reading is repeated, and what never left this machine. */
export interface CmlRetryOptions {
  /** Tries altogether; 1 means no retry. @defaultValue 3 */
  readonly attempts?: number;
  /** Longest pause before the second try, in milliseconds; it doubles with each try. @defaultValue 250 */
  readonly baseDelayMs?: number;
  /**
   * Longest pause, in milliseconds. A controller that asks for more with `Retry-After` is not asked again: the error says for
   * how long, in `retryAfterMs`. @defaultValue 8_000
   */
  readonly maxDelayMs?: number;
  /**
   * What each request adds to the budget that retries are paid from: 0.2 lets a client repeat one request in five, over time,
   * so that a controller in trouble is not asked three times as much. From 0 to 1. @defaultValue 0.2
   */
  readonly budgetShare?: number;
  /**
   * What the budget holds at first, and at most: retries in a row before the share counts. 0 is no retry at all; a huge
   * number is no budget. @defaultValue 10
   */
  readonly budgetReserve?: number;
  /** Draws from 0 to below 1; the pause is that share of the longest one ("full jitter"). @defaultValue Math.random */
  readonly random?: () => number;
}

/** The retry options with their defaults. */
export type RetryPolicy = Required<CmlRetryOptions>;

/** Fills in the defaults. */
export function retryPolicy(options: CmlRetryOptions = {}): RetryPolicy {
  const { attempts = 3, baseDelayMs = 250, maxDelayMs = 8_000, random = Math.random } = options;
  const { budgetShare = 0.2, budgetReserve = 10 } = options;
  return { attempts, baseDelayMs, maxDelayMs, budgetShare, budgetReserve, random };
}

/**
 * The pause before the next try, in milliseconds: jittered, at least what `Retry-After` asks for; `undefined` when that is
 * longer than pauses may be.
 */
export function delayBefore(nextAttempt: number, policy: RetryPolicy, retryAfterMs = 0): number | undefined {
  return retryAfterMs > policy.maxDelayMs ? undefined : Math.max(jittered(nextAttempt, policy), retryAfterMs);
}

/** The pause before the next try, in milliseconds, when the controller asks for none. */
export function jittered(nextAttempt: number, { baseDelayMs, maxDelayMs, random }: RetryPolicy): number {
  return random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (nextAttempt - 2));
}

/** A week: what is longer is no time to wait, and no timer can wait for ever. */
const LONGEST_ASKED_MS = 604_800_000;

/** What an answer's `Retry-After` (seconds or an HTTP date) asks for, in milliseconds, a week at most; `undefined` when it says nothing. */
export function askedDelay(answer: Pick<WireAnswer, "headers"> | undefined): number | undefined {
  const header = answer?.headers["retry-after"]?.toString().trim();
  if (!header) return undefined;
  const askedMs = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isNaN(askedMs) ? undefined : Math.min(LONGEST_ASKED_MS, Math.max(0, askedMs));
}
