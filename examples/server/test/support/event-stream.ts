import { type FleetEvent, fleetEventTypes } from "@cml-fleet/core";
import { EventSource } from "eventsource";
import { onTestFinished } from "vitest";

/** An event as it came. */
export interface Received {
  readonly type: string;
  /** The place in the event log: `<log>-<sequence>`. */
  readonly id: string;
  readonly event: FleetEvent & { readonly data: Readonly<Record<string, unknown>> };
}

/** Everything a client of the live stream receives, reconnecting as browsers do. */
export interface EventStream {
  readonly received: readonly Received[];
  /** Waits for an event, those already received included. Rejects after a while, saying what came instead. */
  next(what: string, matches: (received: Received) => boolean): Promise<Received>;
  close(): void;
}

const aboutTheStream = ["connected", "resync", "heartbeat", "system.sse.shutdown"];

/** Longest wait for one event, in milliseconds. */
const PATIENCE_MS = 20_000;

export function eventStream(url: string, query = ""): EventStream {
  const source = new EventSource(`${url}/api/events/stream${query}`);
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  for (const type of [...fleetEventTypes, ...aboutTheStream]) {
    source.addEventListener(type, ({ data, lastEventId }) => {
      // What the stream says of itself has no envelope.
      received.push({ type, id: lastEventId, event: { data: {}, ...JSON.parse(data) } as Received["event"] });
      for (const look of waiting) look();
    });
  }
  onTestFinished(() => source.close());

  return {
    received,
    next(what, matches) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`No ${what} within ${PATIENCE_MS} ms. What came:\n${summary(received)}`));
        }, PATIENCE_MS);
        const look = () => {
          const found = received.find(matches);
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      });
    },
    close: () => source.close(),
  };
}

function summary(received: readonly Received[]): string {
  return received
    .slice(-40)
    .map(({ type, id, event }) => `${id} ${type} ${JSON.stringify(event.data).slice(0, 160)}`)
    .join("\n");
}
