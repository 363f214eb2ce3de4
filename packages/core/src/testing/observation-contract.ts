import assert from "node:assert/strict";
import type { CmlObservation, Ec2Observation, ObservationUpdate } from "../observations/observations.ts";
import { sampleOf } from "../observations/utilization.ts";
import type { ObservationStore } from "../ports/observation-store.ts";
import { type ContractCase, casesOf } from "./contract.ts";

const minute = (index: number) => new Date(Date.UTC(2026, 0, 2, 3, index)).toISOString();
const at = minute(0);
const always = { since: minute(0), until: minute(1_000) };

const ec2: Ec2Observation = { instanceCheck: "ok", systemCheck: "ok", checkedAt: at, missedSweeps: 0 };
const cloudwatch = { cpuPercent: 12.5, memoryPercent: null, collectedAt: at };
const cml: CmlObservation = {
  version: "2.9.0",
  ready: true,
  stats: {
    cpuPercent: 0,
    memoryUsedBytes: 2 ** 37 / 3,
    memoryTotalBytes: 2 ** 37,
    diskUsedBytes: null,
    diskTotalBytes: 2 ** 40,
    cpuCount: 96,
    allocatedCpus: 0,
    allocatedMemoryBytes: 0,
    nodesRunning: 7,
    nodesTotal: 9,
  },
  labCount: 0,
  health: { valid: true, licensed: null, enterprise: false },
  licensing: null,
  failures: [{ code: "timeout", message: "GET /licensing: no answer within 10 s – „still busy“." }],
  syncedAt: at,
};

const busy = (workerId: string, index: number, cpuPercent = index): ObservationUpdate => ({
  workerId,
  at: minute(index),
  cloudwatch: { ...cloudwatch, cpuPercent },
});

/**
 * Everything the rest of the system relies on in an {@link ObservationStore}.
 *
 * @param open - Gives an empty store. Called once per case.
 */
export function* observationContract(open: () => Promise<ObservationStore>): Iterable<ContractCase> {
  const promise = casesOf(open);

  yield promise("leaves out workers that were never measured", async (store) => {
    assert.deepEqual(await store.load(["w1"]), new Map());
    assert.deepEqual(await store.history("w1", always), []);
  });

  yield promise("gives back what was measured, telling unknown from zero", async (store) => {
    await store.save([{ workerId: "w1", at, ec2, cloudwatch, cml }]);
    const expected = new Map([["w1", { workerId: "w1", ec2, cloudwatch, cml }]]);
    assert.deepEqual(await store.load(["w1", "w2"]), expected);
  });

  yield promise("keeps the sources that an update does not mention", async (store) => {
    await store.save([{ workerId: "w1", at, ec2, cml }]);
    const missed = { ...ec2, missedSweeps: 2 };
    await store.save([{ workerId: "w1", at: minute(1), ec2: missed }]);
    assert.deepEqual((await store.load(["w1"])).get("w1"), { workerId: "w1", ec2: missed, cml });
  });

  yield promise(
    "replaces a source as a whole: the last write wins, within one call as well",
    async (store) => {
      await store.save([{ workerId: "w1", at: minute(2), cml }]);
      const bare = { ...cml, stats: null, failures: [] };
      await store.save([
        { workerId: "w1", at: minute(1), cml: { ...cml, version: "2.8.1" } },
        { workerId: "w1", at, cml: bare },
      ]);
      assert.deepEqual((await store.load(["w1"])).get("w1"), { workerId: "w1", cml: bare });
    },
  );

  yield promise("saves and loads hundreds of workers in one call each", async (store) => {
    const updates = Array.from({ length: 600 }, (_, index) => busy(`w${index}`, 0));
    await store.save(updates);
    const found = await store.load([...updates.map(({ workerId }) => workerId), "nobody"]);
    assert.equal(found.size, 600);
    assert.deepEqual(found.get("w599")?.workerId, "w599");
  });

  yield promise("accepts an empty call", async (store) => {
    await store.save([]);
    await store.forget([]);
    assert.deepEqual(await store.load([]), new Map());
  });

  yield promise(
    "adds one point to the history for each update that measured how busy a worker is",
    async (store) => {
      const updates: ObservationUpdate[] = [
        { workerId: "w1", at: minute(0), ec2, cloudwatch, cml },
        { workerId: "w1", at: minute(1), ec2 },
        { workerId: "w1", at: minute(2), cml: { ...cml, stats: null } },
        { workerId: "w1", at: minute(3), cloudwatch },
      ];
      await store.save(updates);
      assert.deepEqual(await store.history("w1", always), [
        sampleOf({ workerId: "w1", at: minute(0), cloudwatch, cml }),
        sampleOf({ workerId: "w1", at: minute(3), cloudwatch }),
      ]);
    },
  );

  yield promise("gives the history oldest first, in whatever order it came", async (store) => {
    for (const index of [3, 1, 2]) await store.save([busy("w1", index), busy("w2", 10 + index)]);
    const history = await store.history("w1", always);
    assert.deepEqual(
      history.map((sample) => sample.at),
      [1, 2, 3].map(minute),
    );
    assert.deepEqual(
      history.map(({ cpuPercent }) => cpuPercent),
      [1, 2, 3],
    );
  });

  yield promise("gives the history from its first moment until before its last", async (store) => {
    await store.save([0, 1, 2, 3].map((index) => busy("w1", index)));
    const window = { since: minute(1), until: minute(3) };
    const found = await store.history("w1", window);
    assert.deepEqual(
      found.map((sample) => sample.at),
      [minute(1), minute(2)],
    );
  });

  yield promise("forgets everything about a worker, and nothing about others", async (store) => {
    await store.save([busy("w1", 0), busy("w2", 0)]);
    await store.forget(["w1", "nobody"]);
    assert.deepEqual([...(await store.load(["w1", "w2"])).keys()], ["w2"]);
    assert.deepEqual(await store.history("w1", always), []);
    assert.equal((await store.history("w2", always)).length, 1);
  });

  yield promise(
    "prunes what is older than a moment from every history, and leaves the newest measurements",
    async (store) => {
      await store.save([0, 1, 2].flatMap((index) => [busy("w1", index), busy("w2", index)]));
      await store.save([busy("w3", 0)]);
      await store.prune(minute(1));
      for (const id of ["w1", "w2"]) {
        const left = (await store.history(id, always)).map((sample) => sample.at);
        assert.deepEqual(left, [minute(1), minute(2)]);
      }
      assert.deepEqual(await store.history("w3", always), []);
      assert.equal((await store.load(["w1", "w3"])).size, 2);
    },
  );

  yield promise("is not changed by what callers do to their objects", async (store) => {
    const mine = { workerId: "w1", at, ec2: { ...ec2 } };
    await store.save([mine]);
    const loaded = (await store.load(["w1"])).get("w1");
    for (const object of [mine.ec2, loaded?.ec2]) Object.assign(object ?? {}, { missedSweeps: 9 });
    assert.deepEqual((await store.load(["w1"])).get("w1")?.ec2, ec2);
  });
}
