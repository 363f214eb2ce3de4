import type { FleetEvent } from "@cml-fleet/core";
import type { EventTail, Logged } from "./event-tail.ts";
import { passes, type StreamFilter } from "./stream-filter.ts";

/** Where a stream writes to. */
export interface StreamSink {
  /**
   * `sequence` is what the client will say when it comes back: the last logged event it is sure to have. Without one it
   * goes on saying what it said before.
   */
  write(name: string, data: unknown, sequence?: number): void;
  /** Whether the client has taken what was written. */
  readonly keepsUp: boolean;
  /** Resolves once the client has taken what was written; at once while it keeps up. */
  ready(): Promise<void>;
}

export interface ClientStreamOptions {
  readonly tail: EventTail;
  readonly sink: StreamSink;
  readonly filter: StreamFilter;
  /** The client has everything up to this sequence; `undefined` when its place is not in this log, or not any more. */
  readonly after: number | undefined;
  /** How everything is now, for this client alone: sent after what it missed, and again after each `resync`. */
  readonly snapshots: () => AsyncIterable<FleetEvent>;
}

/** What one client is sent: logged events in order and without a gap, and the newest of what is not logged. */
export interface ClientStream {
  /** Sends a word about the stream itself, out of turn. */
  say(name: string, data: unknown): void;
  /** Lets the client know that the stream is alive, unless it is behind with what it was sent. */
  beat(): void;
  end(): void;
}

/**
 * Bounded whatever the client does: a slow one holds its place in the log (a number) and the newest event of each type
 * and worker, nothing more. One whose place is trimmed away hears `resync`, and then how everything is now.
 */
export function clientStream({ tail, sink, filter, after, snapshots }: ClientStreamOptions): ClientStream {
  const newest = new Map<string, FleetEvent>();
  let cursor = after ?? tail.last;
  let lost = after === undefined;
  let greeted = false;
  let ended = false;
  let pumping = Promise.resolve();
  let queued = false;

  const send = (name: string, data: unknown) => {
    // Until it has heard of it, a client that lost its place must come back with the old one.
    if (!ended) sink.write(name, data, ...(lost ? [] : [cursor]));
  };
  const wake = () => {
    if (queued) return;
    queued = true;
    pumping = pumping.then(async () => {
      queued = false;
      await pump().catch(() => {
        // The store cannot be read at the moment: the cursor stands where it was, and the next wake goes on.
      });
    });
  };

  async function pump(): Promise<void> {
    do {
      if (lost) startAnew();
      await catchUp();
      if (!lost && !greeted) await greet();
      await sink.ready();
    } while (!ended && (lost || sendNewest()));
  }

  function startAnew(): void {
    cursor = tail.last;
    lost = false;
    greeted = false;
    send("resync", { reason: "What happened since then is no longer kept: take the snapshots that follow." });
  }

  async function catchUp(): Promise<void> {
    while (!ended) {
      await sink.ready();
      const page = await tail.read(cursor);
      const next = page[0]?.sequence ?? tail.last + 1;
      // Looking costs a read, and only a trim, or a log that leaves out numbers, makes it necessary.
      lost = next > cursor + 1 && !(await tail.reaches(cursor));
      if (lost || page.length === 0) return;
      await sendPage(page);
    }
  }

  async function sendPage(page: readonly Logged[]): Promise<void> {
    for (const { sequence, event } of page) {
      cursor = sequence;
      if (passes(filter, event)) send(event.type, event);
      await sink.ready();
    }
  }

  async function greet(): Promise<void> {
    for await (const snapshot of snapshots()) {
      if (ended) return;
      send(snapshot.type, snapshot);
      await sink.ready();
    }
    greeted = true;
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
  wake();

  return {
    say: send,
    beat() {
      if (sink.keepsUp) send("heartbeat", { timestamp: new Date().toISOString() });
      wake();
    },
    end() {
      ended = true;
      stopListening();
    },
  };
}
