import { setTimeout as sleep } from "node:timers/promises";

/** What timers of Node can wait, about 25 days: longer ones it makes a millisecond of. */
const longestMs = 2 ** 31 - 1;

/** Waits. Who asks for more than 25 days waits for 25. Rejects when the signal fires. */
export async function wait(ms: number, options: { signal?: AbortSignal; ref?: boolean } = {}): Promise<void> {
  if (ms > 0) await sleep(Math.min(ms, longestMs), undefined, options);
}
