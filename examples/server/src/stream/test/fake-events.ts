import type { EventPage, Fleet, FleetEvent } from "@cml-fleet/core";

type Listener = Parameters<Fleet["events"]["subscribe"]>[0];

export const event = (mark: number): FleetEvent => ({
  specversion: "1.0",
  id: `event ${mark}`,
  source: "test",
  type: "worker.status.updated",
  subject: "w1",
  time: "2026-01-01T00:00:00.000Z",
  data: { mark },
});

/** The events of a fleet, whose log starts at `first` and holds `count` events. */
export function fakeEvents(count: number, first = 1) {
  let stored = Array.from({ length: count }, (_, index) => ({
    sequence: first + index,
    event: event(first + index),
  }));
  let newest = first + count - 1;
  const listeners = new Set<Listener>();
  const reads: number[] = [];
  const events: Fleet["events"] = {
    async read({ after, limit }): Promise<EventPage> {
      reads.push(after);
      return { events: stored.filter(({ sequence }) => sequence > after).slice(0, limit) };
    },
    bounds: async () => ({ logId: "log", first: stored[0]?.sequence ?? newest + 1, last: newest }),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return {
    events,
    reads,
    listeners,
    grow(by: number) {
      const last = newest;
      newest += by;
      const more = Array.from({ length: by }, (_, index) => ({
        sequence: last + index + 1,
        event: event(last + index + 1),
      }));
      stored = [...stored, ...more];
      for (const listener of listeners) listener({ kind: "logged", sequence: last + by });
    },
    trim(through: number) {
      stored = stored.filter(({ sequence }) => sequence > through);
    },
    tell(one: FleetEvent) {
      for (const listener of listeners) listener({ kind: "ephemeral", event: one });
    },
  };
}
