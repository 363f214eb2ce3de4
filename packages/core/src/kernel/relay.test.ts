import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memoryEventLog } from "../memory/memory-event-log.ts";
import { memoryLeases } from "../memory/memory-leases.ts";
import { memoryStore } from "../memory/memory-store.ts";
import { manualClock } from "../testing/index.ts";
import type { LoggedEvent } from "./event-log.ts";
import { relay } from "./relay.ts";

const setting = () => {
  const clock = manualClock();
  const store = memoryStore<string, string>();
  const log = memoryEventLog<string>();
  const leases = memoryLeases(clock);
  const told: string[][] = [];
  const versions = new Map<string, number>();
  return {
    clock,
    store,
    log,
    leases,
    told,
    async save(id: string, ...events: readonly string[]) {
      const expectedVersion = versions.get(id) ?? 0;
      versions.set(id, await store.save(id, { state: id, events, expectedVersion }));
    },
    options: (holder: string, changes: Partial<Parameters<typeof relay<string>>[0]> = {}) => ({
      outbox: store,
      log,
      leases,
      clock,
      holder,
      onRelayed: async (events: readonly LoggedEvent<string>[]) => {
        told.push(events.map(({ event }) => event));
      },
      ...changes,
    }),
    logged: async () => (await log.read({ after: 0, limit: 10_000 })).map(({ event }) => event),
  };
};

describe("relaying facts from the outbox to the event log", () => {
  test("moves them in order, forgets them, and tells of each batch", async () => {
    const { save, store, logged, told, options } = setting();
    await save("a", "a1", "a2");
    await save("b", "b1");
    expect(await relay(options("p"))).toBe(3);
    expect(await logged()).toEqual(["a1", "a2", "b1"]);
    expect([await store.pending(10), told]).toEqual([[], [["a1", "a2", "b1"]]]);
    expect(await relay(options("p"))).toBe(0);
    expect(told).toHaveLength(1);
  });

  test("moves more than fits into one batch", async () => {
    const { save, logged, told, options } = setting();
    for (let index = 0; index < 500; index++) await save("a", `a${index}`);
    expect(await relay(options("p"))).toBe(500);
    expect(await logged()).toEqual(Array.from({ length: 500 }, (_, index) => `a${index}`));
    expect(told.length).toBeGreaterThan(1);
  });

  test("does not repeat what a crash left in both places, and wakes those who were not told", async () => {
    const { save, store, logged, told, options } = setting();
    await save("a", "a1", "a2");
    const crash = { ...store, acknowledge: () => Promise.reject(new Error("The power fails.")) };
    await expect(relay(options("p", { outbox: crash }))).rejects.toThrow("The power fails.");
    expect(told).toEqual([]);
    expect(await relay(options("p"))).toBe(0);
    expect(await logged()).toEqual(["a1", "a2"]);
    expect([await store.pending(10), told]).toEqual([[], [[]]]);
  });

  test("leaves the facts where they are when the log fails, and the lease to others at once", async () => {
    const { save, store, log, logged, options } = setting();
    await save("a", "a1");
    const full = { ...log, append: () => Promise.reject(new Error("The disk is full.")) };
    await expect(relay(options("p", { log: full }))).rejects.toThrow("The disk is full.");
    expect(await store.pending(10)).toHaveLength(1);
    expect(await relay(options("q"))).toBe(1);
    expect(await logged()).toEqual(["a1"]);
  });

  test("stands back while another process does it, and takes over from one that died", async () => {
    const { save, leases, clock, logged, options } = setting();
    await save("a", "a1");
    await leases.acquire("outbox-relay", "dead", 10_000);
    expect(await relay(options("p"))).toBe(0);
    clock.advance(10_000);
    expect(await relay(options("p"))).toBe(1);
    expect(await logged()).toEqual(["a1"]);
  });

  test("keeps every aggregate's order, and repeats nothing, whoever saves, relays or crashes meanwhile", async () => {
    const step = fc.record({
      kind: fc.constantFrom("save", "relay", "crash"),
      id: fc.constantFrom("a", "b", "c"),
      holder: fc.constantFrom("p", "q"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { save, store, logged, options } = setting();
        const crash = { ...store, acknowledge: () => Promise.reject(new Error("The power fails.")) };
        const outboxes = { relay: store, crash };
        const racing: Promise<unknown>[] = [];
        const saved = steps
          .map(({ id }, index) => `${id}${index}`)
          .filter((_, n) => steps[n]?.kind === "save");
        for (const [index, { kind, id, holder }] of steps.entries()) {
          const outbox = outboxes[kind as keyof typeof outboxes];
          // Not awaited: the next steps happen meanwhile.
          if (outbox) racing.push(relay(options(holder, { outbox })).catch(() => {}));
          else await save(id, `${id}${index}`);
        }
        await Promise.all(racing);
        await relay(options("p"));
        expect(byAggregate(await logged())).toEqual(byAggregate(saved));
      }),
    );
  });
});

const byAggregate = (events: readonly string[]) => Object.groupBy(events, (event) => event.slice(0, 1));
