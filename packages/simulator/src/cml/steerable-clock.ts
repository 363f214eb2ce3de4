import { lastMs } from "../options/read-clock.ts";

/** A clock that stands until it is told to go on. Call it for the time, in milliseconds since 1970. */
export interface SteerableClock {
  (): number;
  /** Lets so much time pass at once, in milliseconds. @throws when that is less than nothing, or beyond the year 9999. */
  advance(ms: number): void;
}

/** @param startMs Where it stands first. @defaultValue now */
export function steerableClock(startMs: number = Date.now()): SteerableClock {
  let nowMs = startMs;
  return Object.assign(() => nowMs, {
    advance(ms: number) {
      if (!(ms >= 0)) throw new Error(`Time goes on by 0 milliseconds or more, not by ${ms}.`);
      if (nowMs + ms > lastMs)
        throw new Error(`Time ends with the year 9999: ${ms} milliseconds more are beyond that.`);
      nowMs += ms;
    },
  });
}

export function isSteerable(clock: () => number): clock is SteerableClock {
  return "advance" in clock && typeof clock.advance === "function";
}
