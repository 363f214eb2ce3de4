import assert from "node:assert/strict";
import type { Outbox, StateStore } from "../kernel/store.ts";
import { type ContractCase, casesOf } from "./contract.ts";

/** Something to save: two states that differ, and three facts that differ. */
export interface StoreSamples<State, Event> {
  readonly states: readonly [State, State];
  readonly events: readonly [Event, Event, Event];
}

/**
 * Everything the rest of the system relies on in a {@link StateStore} with its {@link Outbox}.
 *
 * @param open - Gives an empty store. Called once per case.
 * @param samples - What to save; `workerSamples` for a store of workers.
 */
export function* storeContract<State extends object, Event extends object>(
  open: () => Promise<StateStore<State, Event> & Outbox<Event>>,
  samples: StoreSamples<State, Event>,
): Iterable<ContractCase> {
  const promise = casesOf(open);
  const [state, other] = samples.states;
  const [first, second, third] = samples.events;
  const created = { state, events: [first], expectedVersion: 0 };
  const changed = { state: other, events: [second, third], expectedVersion: 1 };

  yield promise("answers undefined for an aggregate it never saw", async (store) => {
    assert.equal(await store.load("a"), undefined);
  });

  yield promise("gives back what was saved, as version 1", async (store) => {
    assert.equal(await store.save("a", created), 1);
    assert.deepEqual(await store.load("a"), { state, version: 1 });
  });

  yield promise("replaces the state and counts one version per save", async (store) => {
    await store.save("a", created);
    assert.equal(await store.save("a", changed), 2);
    assert.deepEqual(await store.load("a"), { state: other, version: 2 });
  });

  yield promise("keeps aggregates apart", async (store) => {
    await store.save("a", created);
    await store.save("b", created);
    await store.save("b", changed);
    assert.deepEqual(await store.load("a"), { state, version: 1 });
    assert.deepEqual(await store.load("b"), { state: other, version: 2 });
  });

  yield promise("refuses a save based on an old version, and keeps its events out", async (store) => {
    await store.save("a", created);
    const refused = { code: "version_conflict", retryable: true };
    await assert.rejects(store.save("a", { ...changed, expectedVersion: 0 }), refused);
    assert.deepEqual(await store.load("a"), { state, version: 1 });
    assert.equal((await store.pending(10)).length, 1);
  });

  yield promise("refuses a save based on a version that was never reached", async (store) => {
    await assert.rejects(store.save("a", changed), { code: "version_conflict" });
    assert.equal(await store.load("a"), undefined);
    assert.deepEqual(await store.pending(10), []);
  });

  yield promise("lets exactly one of several racing saves through", async (store) => {
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => store.save("a", created)));
    assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
    assert.equal((await store.pending(10)).length, 1);
  });

  yield promise(
    "offers saved events oldest first, under ids made of aggregate, version and place",
    async (store) => {
      await store.save("a", created);
      await store.save("a", changed);
      assert.deepEqual(await store.pending(10), [
        { id: "a@1.0", aggregateId: "a", version: 1, event: first },
        { id: "a@2.0", aggregateId: "a", version: 2, event: second },
        { id: "a@2.1", aggregateId: "a", version: 2, event: third },
      ]);
    },
  );

  yield promise("offers nothing for a save without events", async (store) => {
    await store.save("a", { ...created, events: [] });
    assert.deepEqual(await store.pending(10), []);
  });

  yield promise("offers events again until they are acknowledged, which may happen twice", async (store) => {
    await store.save("a", created);
    await store.save("a", changed);
    const messages = await store.pending(10);
    assert.deepEqual(await store.pending(10), messages);
    await store.acknowledge(messages.slice(0, 2));
    await store.acknowledge(messages.slice(0, 1));
    assert.deepEqual(await store.pending(10), messages.slice(2));
  });

  yield promise("goes on after a small batch, with the events of each aggregate in order", async (store) => {
    for (const id of ["b", "a"]) await store.save(id, created);
    for (const id of ["a", "b"]) await store.save(id, changed);
    const offered: string[] = [];
    for (let batch = await store.pending(2); batch.length > 0; batch = await store.pending(2)) {
      assert.ok(offered.length < 6, "An acknowledged event was offered again.");
      offered.push(...batch.map(({ id }) => id));
      await store.acknowledge(batch);
    }
    for (const id of ["a", "b"]) {
      const own = offered.filter((message) => message.startsWith(id));
      assert.deepEqual(own, [`${id}@1.0`, `${id}@2.0`, `${id}@2.1`]);
    }
  });

  yield promise("is not changed by what callers do to their objects", async (store) => {
    const mine = structuredClone({ ...created, events: [first] });
    await store.save("a", mine);
    const [loaded, [message]] = [await store.load("a"), await store.pending(1)];
    for (const object of [mine.state, mine.events[0], loaded?.state, message?.event]) clear(object);
    assert.deepEqual(await store.load("a"), { state, version: 1 });
    assert.deepEqual((await store.pending(1))[0]?.event, first);
  });
}

function clear(object: object | undefined): void {
  for (const key of Object.keys(object ?? {})) Reflect.deleteProperty(object ?? {}, key);
}
