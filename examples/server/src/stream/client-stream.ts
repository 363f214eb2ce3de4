import type { FleetEvent } from "@cml-fleet/core";
import type { EventTail } from "./event-tail.ts";
import { passes, type StreamFilter } from "./stream-filter.ts";

/** Where a stream writes to. */
export interface StreamSink {
  /** `id` is what the client will say when it comes back: the last logged event it is sure to have. */
  write(name: string, data: unknown, id: number): void;
  /** Resolves once the client has taken what was written; at once while it keeps up. */
  ready(): Promise<void>;
}

export interface ClientStreamOptions {
  readonly tail: EventTail;
  readonly sink: StreamSink;
  readonly filter: StreamFilter;
  /** The client has everything up to this sequence. */
  readonly after: number;
}

/** What one client is sent: logged events in order and without a gap, and the newest of what is not logged. */
export interface ClientStream {
  /** Sends what the client missed, and then events that belong to this client alone. */
  greet(
    write: (sink: Pick<StreamSink, "ready">, send: (name: string, data: unknown) => void) => Promise<void>,
  ): void;
  /** Sends a word about the stream itself, out of turn. */
  say(name: string, data: unknown): void;
  end(): void;
}

/**
 * Bounded whatever the client does: a slow one holds its place in the log (a number) and the newest event of each type
 * and worker, nothing more.
 */
export function clientStream({ tail, sink, filter, after }: ClientStreamOptions): ClientStream {
  const newest = new Map<string, FleetEvent>();
  let cursor = after;
  let ended = false;
  let pumping = Promise.resolve();
  let queued = false;

  const send = (name: string, data: unknown) => {
    if (!ended) sink.write(name, data, cursor);
  };
  const wake = () => {
    if (queued) return;
    queued = true;
    pumping = pumping.then(async () => {
      queued = false;
      await pump().catch(() => {
        // The log cannot be read at the moment: the cursor stands where it was, and the next wake goes on.
      });
    });
  };

  async function pump(): Promise<void> {
    do {
      await catchUp();
      await sink.ready();
    } while (!ended && sendNewest());
  }

  async function catchUp(): Promise<void> {
    while (!ended) {
      await sink.ready();
      const page = await tail.read(cursor);
      if (page.length === 0) return;
      for (const { sequence, event } of page) {
        cursor = sequence;
        if (passes(filter, event)) send(event.type, event);
        await sink.ready();
      }
    }
  }

  function sendNewest(): boolean {
    const [first] = newest;
    if (!first) return false;
    const [key, event] = first;
    newest.delete(key);
    send(event.type, event);
    return true;
  }

  const stopListening = tail.listen({
    grown: wake,
    ephemeral(event) {
      if (!passes(filter, event)) return;
      const key = `${event.type} ${event.subject}`;
      // To the end of the line: the newest of a worker must not overtake what it tells the outcome of.
      newest.delete(key);
      newest.set(key, event);
      wake();
    },
  });

  return {
    greet(write) {
      pumping = pumping
        .then(catchUp)
        .then(() => write(sink, send))
        .catch(() => {
          // The store is away; the client still gets what happens from here on.
        });
      wake();
    },
    say: send,
    end() {
      ended = true;
      stopListening();
    },
  };
}
