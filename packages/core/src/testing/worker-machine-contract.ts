import assert from "node:assert/strict";
import type { WorkerStore } from "../ports/worker-store.ts";
import type { Worker } from "../worker/index.ts";
import { type ContractCase, casesOf } from "./contract.ts";
import { sampleInstance, sampleWorker, workerSamples } from "./worker-samples.ts";

const ALREADY_EXISTS = { code: "already_exists" };
const [fact] = workerSamples.events;

const withMachine = (id: string, instanceId: string): Worker =>
  sampleWorker({ id, instance: sampleInstance({ id: instanceId }) });

const create = (store: WorkerStore, state: Worker): Promise<number> =>
  store.save(state.id, { state, events: [fact], expectedVersion: 0 });

/** The part of the worker index that is about machines: one worker has one, and is found by it. */
export function* machineContract(open: () => Promise<WorkerStore>): Iterable<ContractCase> {
  const promise = casesOf(open);

  yield promise("finds workers by their machines, leaving out machines that no worker has", async (store) => {
    const [first, second] = [withMachine("w1", "i-1"), withMachine("w2", "i-2")];
    for (const worker of [first, second, withMachine("w3", "i-3"), sampleWorker({ id: "w4" })]) {
      await create(store, worker);
    }
    await store.save("w2", { state: second, events: [], expectedVersion: 1 });
    const found = await store.findByInstance(["i-2", "i-1", "i-9", "i-1"]);
    const expected = new Map([
      ["i-1", { state: first, version: 1 }],
      ["i-2", { state: second, version: 2 }],
    ]);
    assert.deepEqual(found, expected);
    assert.deepEqual(await store.findByInstance([]), new Map());
  });

  yield promise("looks for thousands of machines in one call", async (store) => {
    await create(store, withMachine("w1", "i-4999"));
    const found = await store.findByInstance(Array.from({ length: 5_000 }, (_, index) => `i-${index}`));
    assert.deepEqual([...found.keys()], ["i-4999"]);
  });

  yield promise("refuses a second worker with the same machine, and keeps nothing of it", async (store) => {
    await create(store, withMachine("w1", "i-1"));
    const before = await store.pending(10);
    await assert.rejects(create(store, withMachine("w2", "i-1")), ALREADY_EXISTS);
    assert.equal(await store.load("w2"), undefined);
    assert.deepEqual(await store.pending(10), before);
    assert.equal((await store.find({})).workers.length, 1);
    assert.equal((await store.findByInstance(["i-1"])).get("i-1")?.state.id, "w1");
  });

  yield promise("refuses to give a worker the machine of another, and keeps it as it was", async (store) => {
    await create(store, withMachine("w1", "i-1"));
    const pending = sampleWorker({ id: "w2" });
    await create(store, pending);
    const change = { state: withMachine("w2", "i-1"), events: [fact], expectedVersion: 1 };
    await assert.rejects(store.save("w2", change), ALREADY_EXISTS);
    assert.deepEqual(await store.load("w2"), { state: pending, version: 1 });
    assert.equal((await store.pending(10)).length, 2);
  });

  yield promise("lets a worker keep its machine, and another take it once it is free", async (store) => {
    await create(store, withMachine("w1", "i-1"));
    await store.save("w1", { state: withMachine("w1", "i-1"), events: [], expectedVersion: 1 });
    await store.save("w1", { state: withMachine("w1", "i-2"), events: [], expectedVersion: 2 });
    await create(store, withMachine("w2", "i-1"));
    const found = await store.findByInstance(["i-1", "i-2"]);
    assert.equal(found.get("i-1")?.state.id, "w2");
    assert.equal(found.get("i-2")?.state.id, "w1");
  });

  yield promise("gives a machine to exactly one of several racing workers", async (store) => {
    const racers = Array.from({ length: 8 }, (_, index) => withMachine(`w${index}`, "i-1"));
    const results = await Promise.allSettled(racers.map((worker) => create(store, worker)));
    assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
    assert.equal((await store.find({})).workers.length, 1);
    assert.equal((await store.pending(10)).length, 1);
  });
}
