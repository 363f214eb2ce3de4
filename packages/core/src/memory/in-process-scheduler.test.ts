import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { JobHandler } from "../ports/scheduler.ts";
import { check, schedulerContract } from "../testing/index.ts";
import { inProcessScheduler } from "./in-process-scheduler.ts";

describe("inProcessScheduler", () => {
  check(
    test,
    schedulerContract(async () => inProcessScheduler()),
  );

  describe("over long times", () => {
    beforeEach(() => {
      vi.useFakeTimers({ now: new Date("2026-01-01T00:00:00.000Z") });
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    const counting = (): { readonly handlers: Map<string, JobHandler>; count: () => number } => {
      let count = 0;
      const job: JobHandler = async () => void count++;
      return { handlers: new Map([["job", job]]), count: () => count };
    };

    test("keeps to the grid of its interval, however many rounds go by", async () => {
      const scheduler = inProcessScheduler();
      const { handlers, count } = counting();
      await scheduler.start(handlers);
      await scheduler.every({ job: "job", intervalMs: 300_000 });
      await vi.advanceTimersByTimeAsync(24 * 3_600_000);
      expect(count()).toBe(288);
      expect((await scheduler.list())[0]?.nextRunAt).toBe("2026-01-02T00:05:00.000Z");
      await scheduler.stop();
    });

    test("runs once for all the intervals that a process slept through, and begins anew from then", async () => {
      const scheduler = inProcessScheduler();
      const { handlers, count } = counting();
      await scheduler.start(handlers);
      await scheduler.every({ job: "job", intervalMs: 60_000 });
      vi.setSystemTime(new Date("2026-01-01T00:10:30.000Z"));
      await vi.advanceTimersByTimeAsync(60_000);
      expect(count()).toBe(1);
      expect((await scheduler.list())[0]?.nextRunAt).toBe("2026-01-01T00:12:30.000Z");
      await vi.advanceTimersByTimeAsync(60_000);
      expect(count()).toBe(2);
      await scheduler.stop();
    });

    test("waits for a time that is further away than a timer reaches", async () => {
      const scheduler = inProcessScheduler();
      const { handlers, count } = counting();
      await scheduler.start(handlers);
      await scheduler.at({ job: "job", key: "once", at: "2026-04-01T00:00:00.000Z" });
      await vi.advanceTimersByTimeAsync(90 * 86_400_000 - 1);
      expect(count()).toBe(0);
      await vi.advanceTimersByTimeAsync(1);
      expect(count()).toBe(1);
      await scheduler.stop();
    });

    test("says of a job that nobody handles that nobody does", async () => {
      const scheduler = inProcessScheduler();
      await scheduler.start(new Map());
      await scheduler.every({ job: "job", intervalMs: 60_000 });
      await vi.advanceTimersByTimeAsync(60_000);
      expect((await scheduler.list())[0]?.lastError).toBe("Nobody handles job job.");
      await scheduler.stop();
    });
  });
});
