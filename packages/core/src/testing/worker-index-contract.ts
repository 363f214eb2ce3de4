import assert from "node:assert/strict";
import type { WorkerPage, WorkerQuery } from "../ports/worker-index.ts";
import type { WorkerStore } from "../ports/worker-store.ts";
import type { Worker } from "../worker/index.ts";
import { type ContractCase, casesOf } from "./contract.ts";
import { machineContract } from "./worker-machine-contract.ts";
import { sampleInstance, sampleWorker } from "./worker-samples.ts";

const since = "2026-01-02T03:04:05.678Z";

const fleet: readonly Worker[] = [
  sampleWorker({ id: "w1", name: "Alpha 100%", region: "eu-west-1" }),
  sampleWorker({
    id: "w2",
    name: "Beta_2",
    region: "eu-west-1",
    lifecycle: { status: "running", since, endpoint: "https://203.0.113.7" },
    instance: sampleInstance({ id: "i-0BEE", publicIp: "203.0.113.7", privateIp: "10.0.0.7" }),
  }),
  sampleWorker({
    id: "w3",
    name: "Gamma",
    region: "us-east-1",
    lifecycle: { status: "running", since },
    instance: sampleInstance({ id: "i-0CAFE", privateIp: "10.0.0.8" }),
  }),
  sampleWorker({ id: "w4", name: "Ärger", region: "ap-south-1", lifecycle: { status: "terminated", since } }),
];

/**
 * Everything the rest of the system relies on when it looks for workers in a {@link WorkerStore}.
 *
 * @param open - Gives an empty store. Called once per case.
 */
export function* workerIndexContract(open: () => Promise<WorkerStore>): Iterable<ContractCase> {
  const empty = casesOf(open);
  const promise = casesOf(async () => {
    const store = await open();
    // Not in the order of their ids, which is the order of the pages.
    for (const worker of [...fleet].reverse()) await create(store, worker);
    return store;
  });

  yield empty("finds nothing in an empty store", async (store) => {
    assert.deepEqual(await store.find({}), { workers: [] });
    assert.deepEqual(await store.findByInstance(["i-0BEE"]), new Map());
  });

  yield promise("lists workers in the order of their ids, whole and with their versions", async (store) => {
    const expected = fleet.map((state) => ({ state, version: 1 }));
    assert.deepEqual(await store.find({}), { workers: expected });
  });

  yield promise("finds the workers of some regions", async (store) => {
    assert.deepEqual(await find(store, { regions: ["eu-west-1", "ap-south-1"] }), ["w1", "w2", "w4"]);
    assert.deepEqual(await find(store, { regions: ["eu-west"] }), []);
  });

  yield promise("finds the workers in some statuses", async (store) => {
    assert.deepEqual(await find(store, { statuses: ["running", "pending"] }), ["w1", "w2", "w3"]);
    assert.deepEqual(await find(store, { statuses: ["stopped"] }), []);
  });

  yield promise("finds nothing where no region or no status is wanted", async (store) => {
    assert.deepEqual(await find(store, { regions: [] }), []);
    assert.deepEqual(await find(store, { statuses: [] }), []);
  });

  yield promise("finds part of a name, an instance id or an address, whatever its case", async (store) => {
    const texts = {
      ALPHA: ["w1"],
      "0bee": ["w2"],
      "203.0.113": ["w2"],
      "10.0.0.": ["w2", "w3"],
      äRG: ["w4"],
    };
    for (const [text, ids] of Object.entries(texts)) assert.deepEqual(await find(store, { text }), ids, text);
  });

  yield promise("takes a text literally", async (store) => {
    const texts = { "%": ["w1"], _: ["w2"], "eta.2": [], ".*": [], "(": [], "\\": [], "'": [], "": allIds };
    for (const [text, ids] of Object.entries(texts)) assert.deepEqual(await find(store, { text }), ids, text);
  });

  yield promise("combines conditions with and", async (store) => {
    const query: WorkerQuery = { regions: ["eu-west-1", "us-east-1"], statuses: ["running"], text: "gam" };
    assert.deepEqual(await find(store, query), ["w3"]);
  });

  yield promise("sees a save at once, and no longer what was before", async (store) => {
    const [, running] = fleet;
    assert.ok(running);
    const { instance: _, ...gone } = running;
    const state: Worker = { ...gone, region: "eu-north-1", lifecycle: { status: "terminated", since } };
    await store.save("w2", { state, events: [], expectedVersion: 1 });
    assert.deepEqual(await find(store, { regions: ["eu-north-1"], statuses: ["terminated"] }), ["w2"]);
    assert.deepEqual(await find(store, { regions: ["eu-west-1"] }), ["w1"]);
    assert.deepEqual(await find(store, { statuses: ["running"] }), ["w3"]);
    assert.deepEqual(await find(store, { text: "203.0.113.7" }), []);
    assert.deepEqual((await store.find({ text: "beta" })).workers, [{ state, version: 2 }]);
  });

  yield promise("gives a page at a time, and says where to go on until the last", async (store) => {
    assert.deepEqual(await pages(store, { limit: 3 }), [["w1", "w2", "w3"], ["w4"]]);
    assert.deepEqual(await pages(store, { limit: 1 }), [["w1"], ["w2"], ["w3"], ["w4"]]);
    assert.deepEqual(await pages(store, { limit: 4 }), [["w1", "w2", "w3", "w4"]]);
  });

  yield promise("counts only what matches when it gives a page at a time", async (store) => {
    const query: WorkerQuery = { statuses: ["pending", "terminated"], limit: 1 };
    assert.deepEqual(await pages(store, query), [["w1"], ["w4"]]);
  });

  yield empty("gives 100 workers at once unless told", async (store) => {
    for (let index = 0; index < 101; index++) await create(store, sampleWorker({ id: `w${1_000 + index}` }));
    const page = await store.find({});
    assert.equal(page.workers.length, 100);
    assert.equal(page.next, "w1099");
  });

  yield empty("goes on behind a worker that is not there", async (store) => {
    for (const id of ["w1", "w3"]) await create(store, sampleWorker({ id }));
    assert.deepEqual(await find(store, { after: "w2" }), ["w3"]);
  });

  yield* machineContract(open);
}

const allIds = fleet.map(({ id }) => id);

async function create(store: WorkerStore, state: Worker): Promise<void> {
  await store.save(state.id, { state, events: [], expectedVersion: 0 });
}

async function find(store: WorkerStore, query: WorkerQuery): Promise<string[]> {
  return idsOf(await store.find(query));
}

async function pages(store: WorkerStore, query: WorkerQuery): Promise<string[][]> {
  const found: string[][] = [];
  let page = await store.find(query);
  found.push(idsOf(page));
  while (page.next !== undefined && found.length < 10) {
    page = await store.find({ ...query, after: page.next });
    found.push(idsOf(page));
  }
  return found;
}

function idsOf({ workers }: WorkerPage): string[] {
  return workers.map(({ state }) => state.id);
}
