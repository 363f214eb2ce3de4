import assert from "node:assert/strict";
import type { LeaseStore } from "../kernel/lease.ts";
import type { Clock } from "../kernel/time.ts";
import type { ContractCase } from "./contract.ts";
import { type ManualClock, manualClock } from "./manual-clock.ts";

const TTL_MS = 1_000;

/**
 * Everything the rest of the system relies on in a {@link LeaseStore}.
 *
 * @param open - Gives a store without leases, which tells the time by `clock`. Called once per case.
 */
export function* leaseContract(
  open: (context: { readonly clock: Clock }) => Promise<LeaseStore>,
): Iterable<ContractCase> {
  const promise = (
    name: string,
    test: (leases: LeaseStore, clock: ManualClock) => Promise<void>,
  ): ContractCase => ({
    name,
    async run() {
      const clock = manualClock();
      await test(await open({ clock }), clock);
    },
  });

  yield promise("gives a free lease to whoever asks first", async (leases) => {
    const lease = await leases.acquire("relay", "a", TTL_MS);
    assert.deepEqual(lease, { name: "relay", holder: "a", token: lease?.token });
    assert.ok(Number.isSafeInteger(lease?.token));
  });

  yield promise("refuses it to others until the time is up", async (leases, clock) => {
    await leases.acquire("relay", "a", TTL_MS);
    clock.advance(TTL_MS - 1);
    assert.equal(await leases.acquire("relay", "b", TTL_MS), undefined);
  });

  yield promise("hands it over once the time is up, under a greater token", async (leases, clock) => {
    const before = await leases.acquire("relay", "a", TTL_MS);
    clock.advance(TTL_MS);
    const after = await leases.acquire("relay", "b", TTL_MS);
    assert.equal(after?.holder, "b");
    assert.ok(before && after.token > before.token);
    assert.equal(await leases.acquire("relay", "a", TTL_MS), undefined);
  });

  yield promise("extends it for its holder, under the same token", async (leases, clock) => {
    const lease = await leases.acquire("relay", "a", TTL_MS);
    clock.advance(TTL_MS - 1);
    assert.deepEqual(await leases.acquire("relay", "a", TTL_MS), lease);
    clock.advance(TTL_MS - 1);
    assert.equal(await leases.acquire("relay", "b", TTL_MS), undefined);
    clock.advance(1);
    assert.equal((await leases.acquire("relay", "b", TTL_MS))?.holder, "b");
  });

  yield promise("is free at once after a release, and its token still grows", async (leases) => {
    const before = await leases.acquire("relay", "a", TTL_MS);
    assert.ok(before);
    await leases.release(before);
    await leases.release(before);
    const after = await leases.acquire("relay", "b", TTL_MS);
    assert.equal(after?.holder, "b");
    assert.ok(after.token > before.token);
  });

  yield promise("ignores the release of a lease that passed to another holder", async (leases, clock) => {
    const lost = await leases.acquire("relay", "a", TTL_MS);
    clock.advance(TTL_MS);
    await leases.acquire("relay", "b", TTL_MS);
    assert.ok(lost);
    await leases.release(lost);
    assert.equal(await leases.acquire("relay", "a", TTL_MS), undefined);
  });

  yield promise(
    "ignores the release of a lease that its holder lost and took back",
    async (leases, clock) => {
      const lost = await leases.acquire("relay", "a", TTL_MS);
      clock.advance(TTL_MS);
      await leases.acquire("relay", "b", TTL_MS);
      clock.advance(TTL_MS);
      const current = await leases.acquire("relay", "a", TTL_MS);
      assert.ok(lost && current && current.token > lost.token);
      await leases.release(lost);
      assert.equal(await leases.acquire("relay", "b", TTL_MS), undefined);
    },
  );

  yield promise("keeps names apart", async (leases) => {
    const relay = await leases.acquire("relay", "a", TTL_MS);
    assert.equal((await leases.acquire("sweep", "b", TTL_MS))?.holder, "b");
    assert.ok(relay);
    await leases.release(relay);
    assert.equal(await leases.acquire("sweep", "a", TTL_MS), undefined);
  });

  yield promise("gives it to exactly one of several racing holders", async (leases) => {
    const holders = Array.from({ length: 8 }, (_, index) => `holder-${index}`);
    const taken = await Promise.all(holders.map((holder) => leases.acquire("relay", holder, TTL_MS)));
    assert.equal(taken.filter((lease) => lease !== undefined).length, 1);
  });
}
