import { CmlError } from "../errors.ts";
import { type CallScope, interruption, onInterruption } from "./scope.ts";

/** Lets so many in at once; the others wait their turn, first come, first served. */
export interface Gate {
  /** Whether nobody is inside. */
  readonly idle: boolean;
  /** Takes a place, if one is free. Whoever got in has to {@link Gate.leave}. */
  tryEnter(): boolean;
  /**
   * Waits for a place. Whoever aborts leaves the queue at once, and holds nobody up.
   *
   * @param limitMs Longest wait, in milliseconds. @defaultValue none
   * @returns How long it waited, in milliseconds.
   * @throws CmlError
   */
  enter(scope: CallScope, limitMs?: number): Promise<number>;
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
    enter(scope, limitMs) {
      const begunAt = performance.now();
      return new Promise((resolve, reject) => {
        const already = interruption(scope);
        if (already) return reject(already);
        const stopWaiting = () => {
          clearTimeout(timer);
          release();
          waiting.delete(enter);
        };
        const enter = () => {
          stopWaiting();
          resolve(performance.now() - begunAt);
        };
        const giveUp = (error: CmlError | undefined) => {
          stopWaiting();
          reject(error);
        };
        const timer =
          limitMs === undefined ? undefined : setTimeout(() => giveUp(noTurn(scope, limitMs)), limitMs);
        const release = onInterruption(scope, () => giveUp(interruption(scope)));
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

function noTurn({ operation }: CallScope, limitMs: number): CmlError {
  return new CmlError(
    `${operation}: Not sent within ${limitMs} ms: other requests of this client took all the places. ` +
      "Raise concurrency and connections, or make fewer requests at a time.",
    { code: "timeout", operation },
  );
}
