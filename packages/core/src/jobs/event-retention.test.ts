import { describe, expect, test } from "vitest";
import { toMessages } from "../kernel/store.ts";
import { timestamp } from "../kernel/time.ts";
import { inProcessScheduler } from "../memory/in-process-scheduler.ts";
import { memoryEventLog } from "../memory/memory-event-log.ts";
import { manualClock } from "../testing/index.ts";
import { type EventRetention, eventRetentionJob, planEventRetention } from "./event-retention.ts";

const HOUR_MS = 3_600_000;

function setting() {
  const clock = manualClock();
  const log = memoryEventLog<string>();
  const trims: number[] = [];
  const watched: typeof log = {
    ...log,
    trim(through) {
      trims.push(through);
      return log.trim(through);
    },
  };
  let version = 0;
  return {
    clock,
    log: watched,
    trims,
    async append(count: number) {
      version += 1;
      await log.append(toMessages("w1", version, Array<string>(count).fill("a fact")), timestamp(clock));
    },
    async run(retention?: EventRetention | false, signal = new AbortController().signal) {
      const job = "event-log-retention";
      await eventRetentionJob(watched, clock, retention)({ job, key: job, payload: {}, signal });
      const { first, last } = await log.bounds();
      return [first, last];
    },
  };
}

describe("the job that trims the event log", () => {
  test("keeps the newest facts, as many as it is told to", async () => {
    const { append, run, trims } = setting();
    await append(100);
    expect(await run({ maxEvents: 100 })).toEqual([1, 100]);
    await append(1);
    expect(await run({ maxEvents: 100 })).toEqual([2, 101]);
    expect(await run({ maxEvents: 100 })).toEqual([2, 101]);
    expect(trims).toEqual([1]);
  });

  test("keeps no fact for longer than it is told to", async () => {
    const { append, run, clock } = setting();
    await append(3);
    clock.advance(HOUR_MS);
    await append(2);
    expect(await run({ maxAgeMs: HOUR_MS })).toEqual([1, 5]);
    clock.advance(1);
    expect(await run({ maxAgeMs: HOUR_MS })).toEqual([4, 5]);
    clock.advance(HOUR_MS);
    expect(await run({ maxAgeMs: HOUR_MS })).toEqual([6, 5]);
    expect(await run({ maxAgeMs: HOUR_MS })).toEqual([6, 5]);
  });

  test("ends a fact's time by whichever limit comes first", async () => {
    const { append, run, clock } = setting();
    await append(5);
    clock.advance(2 * HOUR_MS);
    await append(5);
    expect(await run({ maxEvents: 8, maxAgeMs: HOUR_MS })).toEqual([6, 10]);
    expect(await run({ maxEvents: 2, maxAgeMs: HOUR_MS })).toEqual([9, 10]);
  });

  test("keeps 100,000 facts and seven days, unless told otherwise; or everything", async () => {
    const { append, run, clock } = setting();
    await append(100_010);
    expect(await run(false)).toEqual([1, 100_010]);
    expect(await run()).toEqual([11, 100_010]);
    clock.advance(7 * 24 * HOUR_MS);
    expect(await run()).toEqual([11, 100_010]);
    clock.advance(1);
    expect(await run(false)).toEqual([11, 100_010]);
    expect(await run()).toEqual([50_011, 100_010]);
  });

  test.each<[string, EventRetention]>([
    ["many", { maxEvents: 10 }],
    ["old", { maxAgeMs: HOUR_MS }],
  ])(
    "trims facts that are too %s in small steps, and leaves to the next run what is too much for one",
    async (_, retention) => {
      const { append, run, clock, trims } = setting();
      await append(60_000);
      clock.advance(2 * HOUR_MS);
      expect(await run(retention)).toEqual([50_001, 60_000]);
      expect(trims).toEqual(Array.from({ length: 50 }, (_, index) => (index + 1) * 1_000));
      const kept = retention.maxEvents ?? 0;
      expect(await run(retention)).toEqual([60_001 - kept, 60_000]);
    },
  );

  test("ends when it is told to stop", async () => {
    const { append, run } = setting();
    await append(100);
    expect(await run({ maxEvents: 1 }, AbortSignal.abort())).toEqual([1, 100]);
  });
});

test("the job is on the plan each minute, unless everything shall be kept", async () => {
  const scheduler = inProcessScheduler();
  await planEventRetention(scheduler);
  expect((await scheduler.list()).map(({ key, trigger }) => [key, trigger])).toEqual([
    ["event-log-retention", "every 60 s"],
  ]);
  await planEventRetention(scheduler, false);
  expect(await scheduler.list()).toEqual([]);
});
