import type { Clock, Timestamp } from "../kernel/time.ts";

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /** Moves the clock forward by `ms` milliseconds. */
  advance(ms: number): void;
}

/** Starts a clock at a moment of your choice. `start` is 2026-01-01T00:00:00.000Z unless given. */
export function manualClock(start: Timestamp = "2026-01-01T00:00:00.000Z"): ManualClock {
  let now = Date.parse(start);
  if (Number.isNaN(now)) throw new TypeError(`Not a time: ${JSON.stringify(start)}`);
  return {
    now: () => now,
    advance(ms) {
      now += ms;
    },
  };
}
