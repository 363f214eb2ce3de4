import { describe, expect, test } from "vitest";
import { fakeSink } from "./test/fake-sink.ts";
import { fakeTail } from "./test/fake-tail.ts";
import { event, greeting, settled, startStream } from "./test/stream-scene.ts";

describe("a client that starts anew", () => {
  test("hears of it when its place is not in the log, and keeps the old one until then", async () => {
    const { tail, append } = fakeTail();
    const { sink, written } = fakeSink();
    append(event("worker.imported", "w1", 1));
    const stream = startStream({ tail, sink, after: undefined, snapshots: greeting });
    stream.say("connected", {});
    await settled();
    expect(written).toEqual([
      ["connected", undefined],
      ["resync", 1],
      ["worker.snapshot", 1, 2],
    ]);
  });

  test("hears of it when its place was trimmed away while it was slow", async () => {
    const { tail, append, trim } = fakeTail();
    const { sink, written, block, unblock } = fakeSink();
    startStream({ tail, sink, snapshots: greeting });
    await settled();
    block();
    for (let mark = 1; mark <= 5; mark++) append(event("worker.status.updated", "w1", mark));
    trim(3);
    unblock();
    await settled();
    append(event("worker.status.updated", "w1", 6));
    await settled();
    block();
    append(event("worker.status.updated", "w1", 7));
    trim(7);
    unblock();
    await settled();
    expect(written).toEqual([
      ["worker.snapshot", 0, 2],
      ["resync", 5],
      ["worker.snapshot", 5, 2],
      ["worker.status.updated", 6, 6],
      ["resync", 7],
      ["worker.snapshot", 7, 2],
    ]);
  });

  test("goes on instead where the log only left out sequences", async () => {
    const { tail, append, trim } = fakeTail();
    const { sink, written } = fakeSink();
    append(event("worker.imported", "w1", 1), event("worker.imported", "w2", 2));
    trim(1);
    tail.reaches = async () => true;
    startStream({ tail, sink });
    await settled();
    expect(written).toEqual([["worker.imported", 2, 2]]);
  });

  test("is greeted as soon as the store can be read again", async () => {
    const { tail } = fakeTail();
    const { sink, written } = fakeSink();
    let failures = 1;
    const stream = startStream({
      tail,
      sink,
      async *snapshots() {
        if (failures-- > 0) throw new Error("The database is locked.");
        yield* greeting();
      },
    });
    await settled();
    expect(written).toEqual([]);
    stream.beat();
    await settled();
    expect(written).toEqual([
      ["heartbeat", 0],
      ["worker.snapshot", 0, 2],
    ]);
  });
});
