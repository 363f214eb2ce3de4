import type { CmlCallOptions } from "../call-options.ts";

/** The time limit of one call of a caller's that takes several requests. */
export interface SharedLimit {
  /** What the next of them is limited by: the caller's signal, and what is left of the time. */
  left(): CmlCallOptions;
  /** Waits for something that cannot fail, but no longer than the caller does. */
  linger(work: Promise<void>): Promise<void>;
}

/** A limit that begins now. What is wrong with the options, the first request says. */
export function sharedLimit({ signal, timeoutMs }: CmlCallOptions): SharedLimit {
  if (timeoutMs === undefined) return limitOf(() => ({ ...(signal && { signal }) }));
  const endsAtMs = performance.now() + timeoutMs;
  return limitOf(() => {
    // The least there is, once nothing is left: the request itself then says that the time is over.
    const leftMs = Math.max(1, Math.ceil(endsAtMs - performance.now()));
    return { timeoutMs: leftMs, ...(signal && { signal }) };
  });
}

function limitOf(left: SharedLimit["left"]): SharedLimit {
  return {
    left,
    linger(work) {
      const { signal, timeoutMs } = left();
      if (signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const leave = () => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", leave);
          resolve();
        };
        const timer = timeoutMs === undefined ? undefined : setTimeout(leave, timeoutMs);
        signal?.addEventListener("abort", leave);
        void work.finally(leave);
      });
    },
  };
}
