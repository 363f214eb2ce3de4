import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fleetJobs } from "../jobs/fleet-jobs.ts";
import { workflowScene } from "../test/workflow-scene.ts";
import type { WorkflowPorts } from "../workflows/ports.ts";
import { METRICS_JOB } from "../workflows/refresh-worker.ts";
import { stragglers } from "./stragglers.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

/** Two workers in two regions, of which one's CloudWatch gives no answer until it is told to. */
async function silentCloudWatch() {
  const scene = workflowScene();
  const here = await scene.adopt();
  const there = await scene.adopt({ region: "us-east-1" });
  for (const { machine } of [here, there]) machine.measure({ metric: "cpu", value: 12.5 });
  const { metrics } = scene.cloud;
  const answer = Promise.withResolvers<void>();
  const asked = vi.fn();
  const read: typeof metrics.read = async (snapshots, options) => {
    if (snapshots[0]?.region === "us-east-1") {
      asked();
      await answer.promise;
    }
    return metrics.read(snapshots, options);
  };
  const ports: WorkflowPorts = { ...scene.ports, metrics: { ...metrics, read } };
  const failures: string[] = [];
  const late = stragglers((what, error) => void failures.push(`${what}: ${error}`));
  const job = fleetJobs(ports, {}, late).get(METRICS_JOB);
  /** @returns after how many milliseconds the look ended */
  async function look(): Promise<number> {
    const run = { ended: false };
    const signal = new AbortController().signal;
    const end = job?.({ job: METRICS_JOB, key: METRICS_JOB, payload: {}, signal }).finally(() => {
      run.ended = true;
    });
    let elapsed = 0;
    for (; !run.ended && elapsed < 60_000; elapsed += 250) await vi.advanceTimersByTimeAsync(250);
    await end;
    return elapsed;
  }
  return { scene, here, there, answer, asked, late, failures, look };
}

test("a provider that is slow to measure one region holds up no look, there or elsewhere", async () => {
  const { scene, here, there, asked, late, look } = await silentCloudWatch();
  expect(await look()).toBeLessThanOrEqual(2_500);
  for (const version of ["2.10.0", "2.11.0"]) {
    for (const { controller } of [here, there]) controller.change({ version });
    expect(await look()).toBeLessThanOrEqual(500);
    const known = await scene.ports.observations.load([here.id, there.id]);
    expect([...known.values()].map(({ cml }) => cml?.version)).toEqual([version, version]);
  }
  expect(asked).toHaveBeenCalledOnce();
  expect(late.has("measurements of us-east-1")).toBe(true);
});

test("what it measured at last is saved and told", async () => {
  const { scene, there, answer, late, failures, look } = await silentCloudWatch();
  await look();
  const told = scene.next("worker.snapshot", there.id);
  answer.resolve();
  expect((await told).data).toMatchObject({
    cloudwatch_cpu_utilization: 12.5,
    ec2_instance_status_check: "ok",
    cml_version: "2.9.0+build.6",
  });
  await late.stop();
  expect(failures).toEqual([]);
});

test("what failed at last is said, since no look is left to say so", async () => {
  const { answer, late, failures, look } = await silentCloudWatch();
  await look();
  answer.reject(new Error("Rate exceeded."));
  await vi.waitFor(() => expect(late.has("measurements of us-east-1")).toBe(false));
  expect(failures).toEqual([expect.stringContaining("measurements of us-east-1: ")]);
  expect(failures[0]).toContain("Rate exceeded.");
});
