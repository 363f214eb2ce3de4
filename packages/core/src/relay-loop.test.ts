import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { FleetEvent } from "./events/fleet-event.ts";
import { inProcessChannel } from "./memory/in-process-channel.ts";
import { memoryEventLog } from "./memory/memory-event-log.ts";
import { memoryLeases } from "./memory/memory-leases.ts";
import { memoryWorkers } from "./memory/memory-workers.ts";
import { uuidV7 } from "./memory/uuid-v7.ts";
import { relayLoop } from "./relay-loop.ts";
import { manualClock, sampleWorker, workerSamples } from "./testing/index.ts";
import type { WorkerEvent } from "./worker/index.ts";

const setting = () => {
  const clock = manualClock();
  const [workers, log] = [memoryWorkers(), memoryEventLog<WorkerEvent>()];
  const channel = inProcessChannel<FleetEvent>();
  const errors: string[] = [];
  const woken: number[] = [];
  channel.subscribe((message) => {
    if (message.kind === "logged") woken.push(message.sequence);
  });
  const silent = () => {};
  return {
    workers,
    log,
    errors,
    woken,
    options: {
      outbox: workers,
      log,
      leases: memoryLeases(clock),
      channel,
      clock,
      ids: uuidV7(clock),
      logger: { debug: silent, info: silent, warn: silent, error: (message: string) => errors.push(message) },
    },
    save: (id: string) =>
      workers.save(id, {
        state: sampleWorker({ id }),
        events: [workerSamples.events[0]],
        expectedVersion: 0,
      }),
  };
};

describe("the relay of a fleet", () => {
  test("has in the log what was saved before it was asked, and wakes listeners", async () => {
    const { save, log, woken, options } = setting();
    const loop = relayLoop(options);
    await Promise.all([save("w1").then(loop.now), save("w2").then(loop.now), save("w3").then(loop.now)]);
    expect((await log.bounds()).last).toBe(3);
    expect(woken.at(-1)).toBe(3);
  });

  test("wakes listeners to what a crash left unannounced", async () => {
    const { save, log, workers, woken, options } = setting();
    await save("w1");
    await log.append(await workers.pending(10), "2026-01-01T00:00:00.000Z");
    await relayLoop(options).now();
    expect([woken, await workers.pending(10)]).toEqual([[1], []]);
  });

  test("never fails its callers: it logs, and the facts wait for the next time", async () => {
    const { save, log, errors, options } = setting();
    await save("w1");
    const append = vi.fn(log.append).mockRejectedValueOnce(new Error("The disk is full."));
    const loop = relayLoop({ ...options, log: { ...log, append } });
    await loop.now();
    expect(errors).toEqual(["Facts could not be relayed to the event log."]);
    await loop.now();
    expect((await log.bounds()).last).toBe(1);
  });

  describe("by itself", () => {
    beforeEach(() => {
      vi.useFakeTimers();
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    test("moves what nobody asked for within a second, until it stops, and again when it starts again", async () => {
      const { save, log, options } = setting();
      const loop = relayLoop(options);
      loop.start();
      await save("w1");
      await vi.advanceTimersByTimeAsync(1_000);
      expect((await log.bounds()).last).toBe(1);
      await save("w2");
      await loop.stop();
      expect((await log.bounds()).last).toBe(2);
      await save("w3");
      await vi.advanceTimersByTimeAsync(5_000);
      expect((await log.bounds()).last).toBe(2);
      loop.start();
      await vi.advanceTimersByTimeAsync(1_000);
      expect((await log.bounds()).last).toBe(3);
      await loop.stop();
    });
  });
});
