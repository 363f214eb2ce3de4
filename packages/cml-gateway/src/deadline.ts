/**
 * Runs `work` with a signal that ends it after `limitMs` milliseconds, or when the caller's own does. Unlike a signal of
 * `AbortSignal.timeout`, nothing of it is left once the work is done: a fleet makes many of these.
 */
export async function withDeadline<Result>(
  limitMs: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ending = new AbortController();
  const timer = setTimeout(() => {
    ending.abort(new DOMException(`It took longer than ${limitMs} ms.`, "TimeoutError"));
  }, limitMs);
  const follow = () => ending.abort(signal?.reason);
  if (signal?.aborted) follow();
  signal?.addEventListener("abort", follow);
  try {
    return await work(ending.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", follow);
  }
}
