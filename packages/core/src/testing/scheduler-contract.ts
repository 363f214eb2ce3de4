import assert from "node:assert/strict";
import type { Scheduler, SchedulerHost } from "../ports/scheduler.ts";
import type { ContractCase } from "./contract.ts";
import { eventually, type Patience } from "./eventually.ts";
import { overlapContract } from "./scheduler-overlap-contract.ts";
import { OTHER, type StageCase, schedulerStage, soon, WORK } from "./scheduler-stage.ts";

const HOUR_MS = 3_600_000;

/** How the scheduler contract goes about it. */
export interface SchedulerContractOptions extends Patience {
  /** Interval of jobs that repeat, in milliseconds: the shortest that the adapter keeps well. @defaultValue 50 */
  readonly intervalMs?: number;
}

/**
 * Everything the rest of the system relies on in a {@link Scheduler} and {@link SchedulerHost}. It runs in real time.
 *
 * @param open - Gives a scheduler that has not started and has nothing planned. Called once per case.
 */
export function* schedulerContract(
  open: () => Promise<Scheduler & SchedulerHost>,
  options: SchedulerContractOptions = {},
): Iterable<ContractCase> {
  const { intervalMs = 50 } = options;
  const promise: StageCase = (name, test) => ({
    name,
    async run() {
      const stage = schedulerStage(await open(), options);
      try {
        await test(stage);
      } finally {
        await stage.scheduler.stop();
      }
    },
  });

  yield promise("runs nothing before it starts, and then what was due meanwhile", async (stage) => {
    const { scheduler, runs } = stage;
    await scheduler.at({ job: WORK, key: "once", at: soon(-1_000) });
    await scheduler.every({ job: OTHER, intervalMs: HOUR_MS });
    await scheduler.trigger(OTHER);
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.deepEqual(runs, []);
    await stage.start();
    assert.deepEqual((await stage.begun(2)).map(({ key }) => key).sort(), ["once", OTHER]);
  });

  yield promise("runs a job once at its time, with its payload, and forgets it", async (stage) => {
    const { scheduler } = stage;
    await stage.start();
    const payload = { workerId: "w1", count: 0, deep: true, none: null };
    const at = soon(2 * intervalMs);
    await scheduler.at({ job: WORK, key: "once", at, payload });
    const [listed] = await scheduler.list();
    assert.deepEqual(
      [listed?.key, listed?.job, listed?.trigger, listed?.nextRunAt],
      ["once", WORK, "once", at],
    );
    const [run] = await stage.begun(1);
    assert.ok(Date.now() >= Date.parse(at) - 1, "It ran before its time.");
    assert.deepEqual([run?.job, run?.key, run?.payload], [WORK, "once", payload]);
    await eventually(
      () => scheduler.list(),
      (jobs) => jobs.length === 0,
      options,
    );
  });

  yield promise("replaces what was planned under the same key", async (stage) => {
    const { scheduler, runs } = stage;
    await stage.start();
    await scheduler.at({ job: WORK, key: "once", at: soon(2 * intervalMs), payload: { plan: 1 } });
    await scheduler.at({ job: WORK, key: "once", at: soon(4 * intervalMs), payload: { plan: 2 } });
    assert.equal((await scheduler.list()).length, 1);
    await stage.begun(1);
    await stage.settled();
    assert.deepEqual(
      runs.map(({ payload }) => payload),
      [{ plan: 2 }],
    );
  });

  yield promise("repeats a job under its own name, first when an interval has passed", async (stage) => {
    await stage.start();
    const plannedAt = Date.now();
    await stage.scheduler.every({ job: WORK, intervalMs });
    await stage.begun(1);
    assert.ok(Date.now() - plannedAt >= intervalMs - 1, "It ran right away.");
    for (const { key, payload } of await stage.begun(3)) assert.deepEqual([key, payload], [WORK, {}]);
    const [listed] = await stage.scheduler.list();
    assert.equal(listed?.trigger, `every ${intervalMs / 1000} s`);
  });

  yield promise("runs a repeating job right away when told to", async (stage) => {
    await stage.start();
    await stage.scheduler.every({ job: WORK, intervalMs: HOUR_MS, runAtStart: true });
    await stage.begun(1);
    await stage.settled();
    assert.equal(stage.runs.length, 1);
  });

  yield promise("refuses an interval or a time that is none", async ({ scheduler }) => {
    for (const wrong of [0, -1, Number.NaN]) {
      await assert.rejects(scheduler.every({ job: WORK, intervalMs: wrong }), { code: "invalid_input" });
    }
    const never = scheduler.at({ job: WORK, key: "once", at: "tomorrow" });
    await assert.rejects(never, { code: "invalid_input" });
    assert.deepEqual(await scheduler.list(), []);
  });

  yield promise("cancels what is planned, and says whether there was something", async (stage) => {
    const { scheduler } = stage;
    await stage.start();
    await scheduler.at({ job: WORK, key: "once", at: soon(intervalMs) });
    await scheduler.every({ job: OTHER, intervalMs });
    assert.deepEqual([await scheduler.cancel("once"), await scheduler.cancel(OTHER)], [true, true]);
    assert.deepEqual([await scheduler.cancel("once"), await scheduler.cancel("nobody")], [false, false]);
    assert.deepEqual(await scheduler.list(), []);
    await new Promise((resolve) => setTimeout(resolve, 2 * intervalMs));
    assert.deepEqual(stage.runs, []);
  });

  yield promise("runs a job outside its plan, which stays as it was", async (stage) => {
    const { scheduler } = stage;
    await stage.start();
    await scheduler.every({ job: WORK, intervalMs: HOUR_MS });
    const before = (await scheduler.list())[0]?.nextRunAt;
    await scheduler.trigger(WORK);
    await stage.begun(1);
    assert.equal((await scheduler.list())[0]?.nextRunAt, before);
    await assert.rejects(scheduler.trigger("nobody"), { code: "not_found" });
  });

  yield promise("reports the error of a run, and runs all the same the next time", async (stage) => {
    let broken = true;
    await stage.start(async () => {
      if (broken) throw new Error("The cloud is down.");
    });
    await stage.scheduler.every({ job: WORK, intervalMs, runAtStart: true });
    const error = async () => (await stage.scheduler.list())[0]?.lastError;
    await eventually(error, (message) => message === "The cloud is down.", options);
    const { lastRunAt = "", lastDurationMs = -1 } = (await stage.scheduler.list())[0] ?? {};
    assert.equal(new Date(lastRunAt).toISOString(), lastRunAt);
    assert.ok(lastDurationMs >= 0);
    broken = false;
    await eventually(error, (message) => message === undefined, options);
  });

  yield* overlapContract(promise, { ...options, intervalMs });
}
