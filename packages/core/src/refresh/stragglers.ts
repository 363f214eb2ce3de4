import { CoreError } from "../errors.ts";

/** Visits that a cycle did not wait for. They go on beside the next cycles, and see to what they find themselves. */
export interface Stragglers {
  /** Ends every visit when the fleet stops. */
  readonly signal: AbortSignal;
  /** Whether a visit to this worker is still under way: a second one would learn no more. */
  has(workerId: string): boolean;
  /** Takes charge of a visit, and of what is made of its outcome. */
  add(workerId: string, work: Promise<void>): void;
  /** Ends them, and waits for them. None can be added after. */
  stop(): Promise<void>;
}

/** @param onFailure - Told of what went wrong after a visit, when no caller is left to be told. */
export function stragglers(onFailure: (workerId: string, error: unknown) => void): Stragglers {
  const stopping = new AbortController();
  const underway = new Map<string, Promise<void>>();
  const all = new Set<Promise<void>>();
  return {
    signal: stopping.signal,
    has: (workerId) => underway.has(workerId),
    add(workerId, work) {
      const ended = work
        .catch((error: unknown) => {
          if (!CoreError.is(error, "aborted")) onFailure(workerId, error);
        })
        .finally(() => {
          all.delete(ended);
          // Two looks at once may each leave one: the worker is free when the last has ended.
          if (underway.get(workerId) === ended) underway.delete(workerId);
        });
      all.add(ended);
      underway.set(workerId, ended);
    },
    async stop() {
      stopping.abort();
      await Promise.all(all);
    },
  };
}
