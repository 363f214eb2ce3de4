import { type CallScope, interruption, onInterruption } from "./scope.ts";

/** Lets so many in at once; the others wait their turn, first come, first served. */
export interface Gate {
  /** Whether nobody is inside. */
  readonly idle: boolean;
  /** Takes a place, if one is free. Whoever got in has to {@link Gate.leave}. */
  tryEnter(): boolean;
  /**
   * Waits for a place, without a time limit but the caller's. Whoever aborts leaves the queue at once, and holds nobody up.
   *
   * @throws CmlError
   */
  enter(scope: CallScope): Promise<void>;
  leave(): void;
}

export function createGate(places: number): Gate {
  let free = places;
  const waiting = new Set<() => void>();
  return {
    get idle() {
      return free === places;
    },
    tryEnter() {
      if (free === 0) return false;
      free -= 1;
      return true;
    },
    enter(scope) {
      return new Promise((resolve, reject) => {
        const already = interruption(scope);
        if (already) return reject(already);
        const stopWaiting = () => {
          release();
          waiting.delete(enter);
        };
        const enter = () => {
          stopWaiting();
          resolve();
        };
        const release = onInterruption(scope, () => {
          stopWaiting();
          reject(interruption(scope));
        });
        if (free > 0) {
          free -= 1;
          return enter();
        }
        waiting.add(enter);
      });
    },
    leave() {
      // The place is handed over: whoever comes now must not overtake those who wait.
      for (const next of waiting) return next();
      free += 1;
    },
  };
}
