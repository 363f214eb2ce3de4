import type { ObservationUpdate } from "../observations/observations.ts";

/** What a look at one worker yielded. */
export interface Sighting {
  readonly update: ObservationUpdate;
  readonly instanceId: string;
  /** Whether the worker's state changed as well. */
  readonly moved: boolean;
}

/** Gathers measurements so that many workers share one round trip to the store. */
export interface ObservationBatch {
  add(sighting: Sighting): void;
  /** Saves what is left, and waits for everything. @throws the first error of a save. */
  finish(): Promise<void>;
}

/**
 * How long the first measurement may wait for company, in milliseconds. A fleet whose controllers all answer is one
 * round trip; a controller that hangs does not keep the others' numbers back.
 */
const GATHER_MS = 250;

export function observationBatch(save: (sightings: readonly Sighting[]) => Promise<void>): ObservationBatch {
  let waiting: Sighting[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> = Promise.resolve();
  let failure: { readonly error: unknown } | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const sightings = waiting;
    waiting = [];
    saving = saving
      .then(() => save(sightings))
      .catch((error: unknown) => {
        failure ??= { error };
      });
  }

  return {
    add(sighting) {
      waiting.push(sighting);
      timer ??= setTimeout(flush, GATHER_MS);
    },
    async finish() {
      flush();
      await saving;
      if (failure) throw failure.error;
    },
  };
}
