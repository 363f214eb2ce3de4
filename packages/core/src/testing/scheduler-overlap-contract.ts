import assert from "node:assert/strict";
import type { ContractCase } from "./contract.ts";
import { eventually, type Patience } from "./eventually.ts";
import { gate, OTHER, type SchedulerStage, type StageCase, soon, WORK } from "./scheduler-stage.ts";

const HOUR_MS = 3_600_000;

/** The part of the scheduler contract that is about runs under way. */
export function* overlapContract(
  promise: StageCase,
  options: Patience & { readonly intervalMs: number },
): Iterable<ContractCase> {
  const { intervalMs } = options;
  const pass = (intervals: number) => new Promise((resolve) => setTimeout(resolve, intervals * intervalMs));
  const isRunning = async ({ scheduler }: SchedulerStage) =>
    (await scheduler.list()).some(({ running }) => running);

  yield promise(
    "never runs one key twice at a time, and makes up for missed intervals once",
    async (stage) => {
      const { work, open } = gate();
      await stage.start(work);
      await stage.scheduler.every({ job: WORK, intervalMs, runAtStart: true });
      await stage.begun(1);
      await pass(6);
      assert.equal(stage.runs.length, 1);
      await stage.scheduler.every({ job: OTHER, intervalMs: HOUR_MS });
      open();
      await stage.begun(2);
      await stage.scheduler.cancel(WORK);
      await stage.settled();
      assert.equal(stage.mostAtOnce(), 1);
      assert.ok(stage.runs.length <= 3, `${stage.runs.length - 1} runs made up for the missed intervals.`);
    },
  );

  yield promise("runs again right after, once, when it is triggered while it runs", async (stage) => {
    const { work, open } = gate();
    await stage.start(work);
    await stage.scheduler.every({ job: WORK, intervalMs: HOUR_MS, runAtStart: true });
    await stage.begun(1);
    for (let index = 0; index < 3; index++) await stage.scheduler.trigger(WORK);
    await stage.settled();
    assert.equal(stage.runs.length, 1);
    open();
    await stage.begun(2);
    await eventually(
      () => isRunning(stage),
      (running) => !running,
      options,
    );
    await stage.settled();
    assert.deepEqual([stage.runs.length, stage.mostAtOnce()], [2, 1]);
  });

  yield promise("runs a plan that replaces one under way afterwards, not beside it", async (stage) => {
    const { work, open } = gate();
    await stage.start(work);
    await stage.scheduler.at({ job: WORK, key: "once", at: soon(0), payload: { plan: 1 } });
    await stage.begun(1);
    await stage.scheduler.at({ job: WORK, key: "once", at: soon(0), payload: { plan: 2 } });
    await stage.settled();
    assert.equal(stage.runs.length, 1);
    open();
    const [, second] = await stage.begun(2);
    assert.deepEqual([second?.payload, stage.mostAtOnce()], [{ plan: 2 }, 1]);
  });

  yield promise("runs different keys side by side, of one job as well", async (stage) => {
    const { work, open } = gate();
    await stage.start(work);
    for (const key of ["a", "b"]) await stage.scheduler.at({ job: WORK, key, at: soon(0) });
    await stage.scheduler.every({ job: OTHER, intervalMs: HOUR_MS, runAtStart: true });
    const runs = await stage.begun(3);
    assert.deepEqual(runs.map(({ key }) => key).sort(), ["a", "b", OTHER]);
    assert.ok(await isRunning(stage));
    open();
  });

  yield promise(
    "does not interrupt the run under way of what is cancelled, and begins no other",
    async (stage) => {
      const { work, open } = gate();
      let ended = false;
      await stage.start(async (run) => {
        await work(run);
        ended = !run.signal.aborted;
      });
      await stage.scheduler.every({ job: WORK, intervalMs, runAtStart: true });
      await stage.begun(1);
      await stage.scheduler.trigger(WORK);
      assert.equal(await stage.scheduler.cancel(WORK), true);
      open();
      await eventually(
        async () => ended,
        (yes) => yes,
        options,
      );
      await pass(2);
      assert.equal(stage.runs.length, 1);
    },
  );

  yield promise("aborts the runs under way when it stops, and waits for them", async (stage) => {
    let ended = false;
    await stage.start(async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
      await new Promise((resolve) => setTimeout(resolve, 20));
      ended = true;
    });
    await stage.scheduler.every({ job: WORK, intervalMs, runAtStart: true });
    await stage.begun(1);
    assert.equal(stage.runs[0]?.signal.aborted, false);
    await stage.scheduler.stop();
    assert.deepEqual([ended, stage.runs[0]?.signal.aborted], [true, true]);
  });

  yield promise("runs nothing once it has stopped, and may be stopped again", async (stage) => {
    await stage.start();
    await stage.scheduler.every({ job: WORK, intervalMs, runAtStart: true });
    await stage.begun(1);
    await stage.scheduler.stop();
    await stage.scheduler.stop();
    const { length } = stage.runs;
    await pass(3);
    assert.equal(stage.runs.length, length);
  });
}
