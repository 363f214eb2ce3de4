import { DatabaseSync } from "node:sqlite";
import { sampleWorker } from "@cml-fleet/core/testing";
import { describe, expect, test } from "vitest";
import { sqliteStores } from "./index.ts";
import { nextLine, startChild } from "./test/child.ts";
import { temporaryFile } from "./test/temporary-file.ts";

describe("several processes on one file", () => {
  test("share each version, each message and each lease out among them, to one winner each", async () => {
    const path = temporaryFile();
    const racers = ["a", "b", "c"].map((holder) => startChild("./racer.ts", path, holder));
    const ready = await Promise.all(racers.map(nextLine));
    expect(ready).toEqual(["ready", "ready", "ready"]);

    const finished = racers.map(nextLine);
    for (const racer of racers) racer.say("go");
    const won = (await Promise.all(finished)).map((line) => JSON.parse(line) as Record<string, number>);
    const total = (what: string) => won.reduce((sum, each) => sum + (each[what] ?? 0), 0);
    expect({ saves: total("saves"), appends: total("appends"), taken: total("taken") }).toEqual({
      saves: 50,
      appends: 100,
      taken: 50,
    });

    using stores = sqliteStores({ path });
    expect((await stores.workers.load("w1"))?.version).toBe(50);
    expect(await stores.workers.pending(1_000)).toHaveLength(50);
    const logged = await stores.eventLog.read({ after: 0, limit: 1_000 });
    expect(logged.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
  });
});

describe("a process that is killed while it saves", () => {
  test.each([20, 150, 400])("loses none of its acknowledged saves (killed after %i)", async (count) => {
    const path = temporaryFile();
    const saver = startChild("./saver.ts", path);
    let acknowledged = 0;
    const { promise: enough, resolve } = Promise.withResolvers<void>();
    saver.lines.on("line", (line) => {
      acknowledged = Number(line);
      if (acknowledged >= count) resolve();
    });
    await enough;
    await saver.kill();

    using stores = sqliteStores({ path });
    const found = await stores.workers.load("w1");
    const version = found?.version ?? 0;
    // One more may have been saved without the news getting out.
    expect([acknowledged, acknowledged + 1]).toContain(version);
    expect(found?.state.name).toBe(`saved ${version} times`);
    const offered = await stores.workers.pending(10_000);
    expect(offered.map((message) => message.version)).toEqual(
      Array.from({ length: version }, (_, index) => index + 1),
    );
    using file = new DatabaseSync(path);
    expect(file.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  });
});

describe("two handles on one file", () => {
  test("let one of two racing updates through, fifty times", async () => {
    const path = temporaryFile();
    using left = sqliteStores({ path });
    using right = sqliteStores({ path });
    for (let expectedVersion = 0; expectedVersion < 50; expectedVersion++) {
      const save = (name: string) => ({
        state: sampleWorker({ id: "w1", name }),
        events: [],
        expectedVersion,
      });
      const results = await Promise.allSettled([
        left.workers.save("w1", save("left")),
        right.workers.save("w1", save("right")),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(await left.workers.load("w1")).toEqual(await right.workers.load("w1"));
    }
  });

  test("see each other's saves at once", async () => {
    const path = temporaryFile();
    using left = sqliteStores({ path });
    using right = sqliteStores({ path });
    const state = sampleWorker({ id: "w1" });
    await left.workers.save("w1", { state, events: [], expectedVersion: 0 });
    expect((await right.workers.find({})).workers).toEqual([{ state, version: 1 }]);
  });
});
