/** A clock that moves when it is told to. */
export interface ManualClock {
  readonly now: () => number;
  advance(ms: number): void;
}

/** Begins at a whole multiple of five minutes, where CloudWatch's periods begin. */
export function manualClock(startMs = Date.UTC(2026, 0, 5, 12)): ManualClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance(ms) {
      nowMs += ms;
    },
  };
}
