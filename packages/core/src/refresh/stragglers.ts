import { CoreError } from "../errors.ts";

/**
 * What a cycle did not wait for: visits, by the worker's id, and a region's measurements. It goes on beside the next cycles,
 * and sees to what it finds itself.
 */
export interface Stragglers {
  /** Ends all of it when the fleet stops. */
  readonly signal: AbortSignal;
  /** Whether it is still under way: the same once more would learn no more. */
  has(key: string): boolean;
  /** Takes charge of it, and of what is made of its outcome. */
  add(key: string, work: Promise<void>): void;
  /** Ends it, and waits for it. */
  stop(): Promise<void>;
}

/** @param onFailure - Told of what went wrong when no caller is left to be told. */
export function stragglers(onFailure: (key: string, error: unknown) => void): Stragglers {
  const stopping = new AbortController();
  const underway = new Map<string, Promise<void>>();
  const all = new Set<Promise<void>>();
  return {
    signal: stopping.signal,
    has: (key) => underway.has(key),
    add(key, work) {
      const ended = work
        .catch((error: unknown) => {
          if (!CoreError.is(error, "aborted")) onFailure(key, error);
        })
        .finally(() => {
          all.delete(ended);
          // Two looks at once may each leave one: the key is free when the last has ended.
          if (underway.get(key) === ended) underway.delete(key);
        });
      all.add(ended);
      underway.set(key, ended);
    },
    async stop() {
      stopping.abort();
      await Promise.all(all);
    },
  };
}
