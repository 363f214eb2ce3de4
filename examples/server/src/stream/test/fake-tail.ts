import type { FleetEvent } from "@cml-fleet/core";
import type { EventTail, Logged, TailListener } from "../event-tail.ts";

/** A log in memory that grows, and loses its beginning, when told to. */
export function fakeTail() {
  let log: Logged[] = [];
  let last = 0;
  const listeners = new Set<TailListener>();
  const tail: EventTail = {
    logId: "log",
    get last() {
      return last;
    },
    read: async (after) => log.filter(({ sequence }) => sequence > after).slice(0, 200),
    reaches: async (after) => after >= last - log.length,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {},
  };
  return {
    tail,
    listeners,
    append(...events: FleetEvent[]) {
      for (const event of events) {
        last += 1;
        log.push({ sequence: last, event });
      }
      for (const listener of listeners) listener.grown();
    },
    trim(through: number) {
      log = log.filter(({ sequence }) => sequence > through);
    },
    tell(event: FleetEvent) {
      for (const listener of listeners) listener.ephemeral(event);
    },
  };
}
