import { type CallScope, interruption, onInterruption } from "../transport/scope.ts";

/** Ends a pause early. Rung while nobody pauses, it ends the next pause. */
export interface Bell {
  ring(): void;
  /** Pauses; says whether the bell rang. */
  pause(delayMs: number, scope: CallScope): Promise<boolean>;
}

export function createBell(): Bell {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    pause(delayMs, scope) {
      return new Promise((resolve, reject) => {
        const already = interruption(scope);
        if (already) return reject(already);
        const finish = () => {
          clearTimeout(timer);
          release();
          wake = undefined;
          const early = rung;
          rung = false;
          const failure = interruption(scope);
          if (failure) reject(failure);
          else resolve(early);
        };
        const timer = setTimeout(finish, delayMs);
        const release = onInterruption(scope, finish);
        wake = finish;
        if (rung) finish();
      });
    },
  };
}
