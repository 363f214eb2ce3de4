import type { FleetEvent } from "@cml-fleet/core";
import { describe, expect, test } from "vitest";
import { clientStream } from "./client-stream.ts";
import type { EventTail, Logged, TailListener } from "./event-tail.ts";

const event = (type: FleetEvent["type"], subject: string, mark = 0): FleetEvent => ({
  specversion: "1.0",
  id: `${type} ${subject} ${mark}`,
  source: "test",
  type,
  subject,
  time: "2026-01-01T00:00:00.000Z",
  data: { mark },
});

/** A log in memory that grows when told to. */
function fakeTail() {
  const log: Logged[] = [];
  const listeners = new Set<TailListener>();
  const tail: EventTail = {
    get last() {
      return log.length;
    },
    read: async (after) => log.slice(after, after + 200),
    reaches: async () => true,
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
      for (const one of events) log.push({ sequence: log.length + 1, event: one });
      for (const listener of listeners) listener.grown();
    },
    tell(one: FleetEvent) {
      for (const listener of listeners) listener.ephemeral(one);
    },
  };
}

/** A client that takes as much as it is told to. */
function fakeSink() {
  const written: [name: string, id: number, mark: unknown][] = [];
  let gate: PromiseWithResolvers<void> | undefined;
  return {
    written,
    block() {
      gate = Promise.withResolvers();
    },
    unblock() {
      gate?.resolve();
      gate = undefined;
    },
    sink: {
      write(name: string, data: unknown, id: number) {
        written.push([name, id, (data as FleetEvent).data?.["mark"]]);
      },
      ready: async () => gate?.promise,
    },
  };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("clientStream", () => {
  test("sends what was missed before its own greeting, then what happens", async () => {
    const { tail, append } = fakeTail();
    const { sink, written } = fakeSink();
    append(event("worker.imported", "w1"), event("worker.status.updated", "w1", 1));
    const stream = clientStream({ tail, sink, filter: {}, after: 1 });
    stream.greet(async (_, send) => send("worker.snapshot", event("worker.snapshot", "w1", 2)));
    await settled();
    append(event("worker.status.updated", "w1", 3));
    await settled();
    expect(written).toEqual([
      ["worker.status.updated", 2, 1],
      ["worker.snapshot", 2, 2],
      ["worker.status.updated", 3, 3],
    ]);
  });

  test("keeps a slow client's place in the log, and of the rest only the newest of each kind and worker", async () => {
    const { tail, append, tell } = fakeTail();
    const { sink, written, block, unblock } = fakeSink();
    clientStream({ tail, sink, filter: {}, after: 0 });
    block();
    for (let mark = 0; mark < 5_000; mark++) {
      tell(event("worker.metrics.updated", "w1", mark));
      tell(event("worker.snapshot", `w${mark % 2}`, mark));
      append(event("worker.status.updated", "w1", mark));
    }
    await settled();
    expect(written).toEqual([]);
    unblock();
    await expect.poll(() => written.length).toBe(5_003);
    const logged = written.slice(0, 5_000);
    expect(logged.map(([, id]) => id)).toEqual(logged.map((_, index) => index + 1));
    expect(written.slice(5_000)).toEqual([
      ["worker.snapshot", 5_000, 4_998],
      ["worker.metrics.updated", 5_000, 4_999],
      ["worker.snapshot", 5_000, 4_999],
    ]);
  });

  test("leaves out what the client did not ask for, and still moves its place in the log", async () => {
    const { tail, append, tell } = fakeTail();
    const { sink, written } = fakeSink();
    const filter = { worker_ids: new Set(["w2"]), event_types: new Set(["worker.status.updated"]) };
    clientStream({ tail, sink, filter, after: 0 });
    append(event("worker.status.updated", "w1", 1), event("worker.imported", "w2", 2));
    append(event("worker.status.updated", "w2", 3));
    tell(event("worker.snapshot", "w2", 4));
    await settled();
    expect(written).toEqual([["worker.status.updated", 3, 3]]);
  });

  test("goes on where it was after the log could not be read for a moment", async () => {
    const { tail, append } = fakeTail();
    const { sink, written } = fakeSink();
    const read = tail.read;
    clientStream({ tail, sink, filter: {}, after: 0 });
    tail.read = async () => {
      throw new Error("The database is locked.");
    };
    append(event("worker.imported", "w1", 1));
    await settled();
    tail.read = read;
    append(event("worker.imported", "w2", 2));
    await settled();
    expect(written).toEqual([
      ["worker.imported", 1, 1],
      ["worker.imported", 2, 2],
    ]);
  });

  test("writes nothing once it has ended, and listens no more", async () => {
    const { tail, append, listeners } = fakeTail();
    const { sink, written } = fakeSink();
    const stream = clientStream({ tail, sink, filter: {}, after: 0 });
    stream.end();
    append(event("worker.imported", "w1"));
    stream.say("heartbeat", {});
    await settled();
    expect(written).toEqual([]);
    expect(listeners.size).toBe(0);
  });
});
