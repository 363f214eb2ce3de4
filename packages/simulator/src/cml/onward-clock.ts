/** Times after it are no longer written as clients read them. */
export const lastMs = Date.UTC(9999, 11, 31);

/**
 * A clock that goes on as another one does, and stands while that one goes back: what has happened stays in the past, and
 * what is under way comes to its end. A time that is none is taken for no time passed.
 */
export function onwardClock(clock: () => number): () => number {
  let seenMs = clock();
  if (!isTime(seenMs))
    throw new Error(`The clock of a controller tells milliseconds since 1970, not ${seenMs}.`);
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
