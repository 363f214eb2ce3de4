import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "@cml-fleet/core";
import type { Rate } from "./rates.ts";

/** Lets callers through at a rate, in the order they came. */
export interface TokenBucket {
  /** How long a caller would have to wait now, in milliseconds. */
  waitMs(tokens: number): number;
  /**
   * Takes tokens, and resolves when they are there. They are given back when the caller gives up.
   *
   * @throws The signal's reason
   */
  take(tokens: number, signal?: AbortSignal): Promise<void>;
}

/** A full bucket. More tokens than it holds can be taken at once; those who come after pay for it by waiting. */
export function tokenBucket({ burst, perSecond }: Rate, clock: Clock): TokenBucket {
  // Negative while callers wait: each has already taken its tokens from the future.
  let tokens = burst;
  let countedAt = clock.now();

  function count(): number {
    const now = clock.now();
    tokens = Math.min(burst, tokens + ((now - countedAt) / 1_000) * perSecond);
    countedAt = now;
    return tokens;
  }

  function waitMs(wanted: number): number {
    return Math.max(0, ((Math.min(wanted, burst) - count()) / perSecond) * 1_000);
  }

  return {
    waitMs,
    async take(wanted, signal) {
      signal?.throwIfAborted();
      const wait = waitMs(wanted);
      tokens -= wanted;
      if (wait === 0) return;
      try {
        await sleep(wait, undefined, signal ? { signal } : {});
      } catch {
        tokens += wanted;
        throw signal?.reason;
      }
    },
  };
}
