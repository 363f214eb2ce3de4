import { describe, expect, test, vi } from "vitest";
import { CoreError } from "../errors.ts";
import { inProcessScheduler } from "../memory/in-process-scheduler.ts";
import type { JobHandler } from "../ports/scheduler.ts";
import { stragglers } from "../refresh/stragglers.ts";
import { STOP_MS, workflowScene } from "../test/workflow-scene.ts";
import type { WorkflowPorts } from "../workflows/ports.ts";
import { stopWorker } from "../workflows/power.ts";
import { METRICS_JOB, ON_DEMAND_JOB } from "../workflows/refresh-worker.ts";
import { type FleetJobsOptions, fleetJobs, planFleetJobs } from "./fleet-jobs.ts";
import { refreshTiming } from "./refresh-timing.ts";
import { reportFailures } from "./report-failures.ts";

const AUTO_IMPORT = "auto-import-workers";
const down = new CoreError("The region is down.", { code: "unavailable", retryable: true });
const imports: FleetJobsOptions = { autoImport: { regions: ["eu-west-1", "us-east-1"], imageName: "cml-*" } };

const jobsOf = (ports: WorkflowPorts, options: FleetJobsOptions) =>
  fleetJobs(
    ports,
    options,
    stragglers(() => expect.unreachable("No visit lasts here.")),
  );
const run = (handlers: ReadonlyMap<string, JobHandler>, job: string, payload = {}) =>
  handlers.get(job)?.({ job, key: job, payload, signal: new AbortController().signal });

describe("the job that looks at the fleet", () => {
  test("looks, and forgets points of the history that are older than a day", async () => {
    const scene = workflowScene();
    const { id } = await scene.adopt();
    const handlers = jobsOf(scene.ports, {});
    for (let hour = 0; hour < 26; hour++) {
      await run(handlers, METRICS_JOB);
      scene.clock.advance(3_600_000);
    }
    const points = await scene.ports.observations.history(id, { since: "2026", until: "2027" });
    expect(points.map(({ at }) => at).at(0)).toBe("2026-01-01T01:00:00.000Z");
    expect(points).toHaveLength(25);
  });

  test("fails when something could not be read, after it has done the rest", async () => {
    const scene = workflowScene();
    const { id } = await scene.adopt();
    await scene.adopt({ region: "us-east-1" });
    scene.cloud.fail(down, { region: "us-east-1" });
    await expect(run(jobsOf(scene.ports, {}), METRICS_JOB)).rejects.toThrow("The region is down.");
    expect((await scene.worker(id)).service.status).toBe("available");
  });
});

describe("the job that looks at one worker", () => {
  test("looks at that one, and fails when it could not be read", async () => {
    const scene = workflowScene();
    const [one, other] = [await scene.adopt(), await scene.adopt()];
    const handlers = jobsOf(scene.ports, {});
    await run(handlers, ON_DEMAND_JOB, { workerId: one.id });
    expect([...(await scene.ports.observations.load([one.id, other.id])).keys()]).toEqual([one.id]);
    scene.cloud.fail(down, { region: "eu-west-1" });
    await expect(run(handlers, ON_DEMAND_JOB, { workerId: one.id })).rejects.toThrow("The region is down.");
  });
});

test("a look at the fleet leaves resting controllers alone; one that a person asked for does not", async () => {
  const scene = workflowScene();
  const { id } = await scene.adopt();
  const collect = vi.spyOn(scene.ports.gateway, "collect");
  const handlers = jobsOf(scene.ports, {});
  await run(handlers, METRICS_JOB);
  await run(handlers, ON_DEMAND_JOB, { workerId: id });
  expect(collect.mock.calls.map(([, options]) => options?.insist ?? false)).toEqual([false, true]);
});

describe("the job that watches transitions", () => {
  test("looks at machines on their way, and at no others", async () => {
    const scene = workflowScene();
    const [one, other] = [await scene.adopt(), await scene.adopt()];
    const handlers = jobsOf(scene.ports, {});
    await run(handlers, "worker-transitions");
    expect(scene.cloud.calls().describe).toBe(2);
    await stopWorker(scene.ports, one.id, { actor: "user:alice" });
    scene.clock.advance(STOP_MS);
    await run(handlers, "worker-transitions");
    expect((await scene.worker(one.id)).lifecycle.status).toBe("stopped");
    expect([...(await scene.ports.observations.load([one.id, other.id])).keys()]).toEqual([one.id]);
  });
});

describe("the job that imports what appears", () => {
  test("imports in every region, as itself, and looks at once at what is new", async () => {
    const scene = workflowScene();
    for (const region of ["eu-west-1", "us-east-1"]) {
      const { id: imageId } = scene.cloud.plantImage({ region, name: "cml-2.9" });
      scene.cloud.plantMachine({ region, imageId });
    }
    await run(jobsOf(scene.ports, imports), AUTO_IMPORT);
    const imported = scene.heard.filter(({ type }) => type === "worker.imported");
    expect(imported.map(({ data }) => data["created_by"])).toEqual([
      `job:${AUTO_IMPORT}`,
      `job:${AUTO_IMPORT}`,
    ]);
    // Once as imported, once as seen.
    expect(scene.heard.filter(({ type }) => type === "worker.snapshot")).toHaveLength(4);
    expect(scene.gateway.visits()).toBe(2);
    await run(jobsOf(scene.ports, imports), AUTO_IMPORT);
    expect(scene.gateway.visits()).toBe(2);
  });

  test("imports in the other region when one fails, and then says what failed", async () => {
    const scene = workflowScene();
    const { id: imageId } = scene.cloud.plantImage({ region: "us-east-1", name: "cml-2.9" });
    scene.cloud.plantMachine({ region: "us-east-1", imageId });
    scene.cloud.fail(down, { region: "eu-west-1" });
    await expect(run(jobsOf(scene.ports, imports), AUTO_IMPORT)).rejects.toThrow("The region is down.");
    expect((await scene.ports.workers.find({})).workers).toHaveLength(1);
  });
});

describe("the plan of a fleet", () => {
  test("has a look each 300 s and no import, unless told otherwise", async () => {
    const scheduler = inProcessScheduler();
    await planFleetJobs(scheduler, {});
    expect((await scheduler.list()).map(({ key, trigger }) => [key, trigger])).toEqual([
      [METRICS_JOB, "every 300 s"],
      ["worker-transitions", "every 5 s"],
    ]);
  });

  test("loses what is not wanted any more, though an earlier process planned it", async () => {
    const scheduler = inProcessScheduler();
    await planFleetJobs(scheduler, { ...imports, metricsIntervalMs: 60_000 });
    expect((await scheduler.list()).map(({ trigger }) => trigger)).toEqual([
      "every 3600 s",
      "every 60 s",
      "every 5 s",
    ]);
    await planFleetJobs(scheduler, { metricsIntervalMs: false });
    expect(await scheduler.list()).toEqual([]);
  });

  test("says when the fleet is looked at next, or that nobody knows", async () => {
    const scheduler = inProcessScheduler();
    expect(await refreshTiming(scheduler, false)).toEqual({ pollInterval: null, nextRefreshAt: null });
    await planFleetJobs(scheduler, { metricsIntervalMs: 60_000 });
    const nextRefreshAt = (await scheduler.list())[0]?.nextRunAt;
    expect(await refreshTiming(scheduler, 60_000)).toEqual({ pollInterval: 60, nextRefreshAt });
    const broken = { ...scheduler, list: () => Promise.reject(new Error("The scheduler is away.")) };
    expect(await refreshTiming(broken, 60_000)).toEqual({ pollInterval: 60, nextRefreshAt: null });
  });
});

test("a job that fails is logged and still fails; one that was ended by a stop is not logged", async () => {
  const logged: string[] = [];
  const silent = () => {};
  const logger = {
    debug: silent,
    info: silent,
    warn: silent,
    error: (message: string) => void logged.push(message),
  };
  const job: JobHandler = () => Promise.reject(new Error("It broke."));
  const handlers = reportFailures(new Map([["job", job]]), logger);
  await expect(run(handlers, "job")).rejects.toThrow("It broke.");
  expect(logged).toEqual(["Job job failed."]);
  const stopped = { job: "job", key: "job", payload: {}, signal: AbortSignal.abort() };
  await expect(handlers.get("job")?.(stopped)).rejects.toThrow("It broke.");
  expect(logged).toHaveLength(1);
});
