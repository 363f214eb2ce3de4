/**
 * How long one part of a look keeps others waiting, in milliseconds. A sound controller takes less, but for its first
 * login (2.3 s).
 */
const PATIENCE_MS = 2_000;

/** Whether the work has not ended within the patience; it goes on all the same. */
export function isLate(work: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS, true);
    const ended = () => {
      clearTimeout(timer);
      resolve(false);
    };
    work.then(ended, ended);
  });
}
