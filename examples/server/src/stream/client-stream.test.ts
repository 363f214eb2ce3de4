import { describe, expect, test } from "vitest";
import { fakeSink } from "./test/fake-sink.ts";
import { fakeTail } from "./test/fake-tail.ts";
import { event, greeting, settled, startStream } from "./test/stream-scene.ts";

describe("clientStream", () => {
  test("sends what was missed before its own greeting, then what happens", async () => {
    const { tail, append } = fakeTail();
    const { sink, written } = fakeSink();
    append(event("worker.imported", "w1"), event("worker.status.updated", "w1", 1));
    startStream({ tail, sink, after: 1, snapshots: greeting });
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
    startStream({ tail, sink });
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
    startStream({ tail, sink, filter });
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
    startStream({ tail, sink });
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

  test("adds no heartbeat to what a client has not taken yet", async () => {
    const { tail } = fakeTail();
    const { sink, written, block, unblock } = fakeSink();
    const stream = startStream({ tail, sink });
    await settled();
    block();
    stream.beat();
    unblock();
    stream.beat();
    await settled();
    expect(written).toEqual([["heartbeat", 0]]);
  });

  test("writes nothing once it has ended, and listens no more", async () => {
    const { tail, append, listeners } = fakeTail();
    const { sink, written } = fakeSink();
    const stream = startStream({ tail, sink });
    stream.end();
    append(event("worker.imported", "w1"));
    stream.say("heartbeat", {});
    await settled();
    expect(written).toEqual([]);
    expect(listeners.size).toBe(0);
  });
});
