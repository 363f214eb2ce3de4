import { lastMs, readClock } from "../options/read-clock.ts";

/**
 * A clock that goes on as another one does, and stands while that one goes back: what has happened stays in the past, and
 * what is under way comes to its end. A time that is none is taken for no time passed.
 *
 * @throws SimulatorError `invalid_option` when it tells no time at first
 */
export function onwardClock(clock: () => number): () => number {
  let seenMs = readClock(clock);
  let nowMs = seenMs;
  return () => {
    const given = clock();
    if (!isTime(given)) return nowMs;
    nowMs = Math.min(lastMs, nowMs + Math.max(0, given - seenMs));
    seenMs = given;
    return nowMs;
  };
}

function isTime(value: number): boolean {
  return Math.abs(value) <= lastMs;
}
