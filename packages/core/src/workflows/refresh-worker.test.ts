import { describe, expect, test } from "vitest";
import { fleetEventSchema } from "../events/fleet-event.ts";
import { inProcessScheduler } from "../memory/in-process-scheduler.ts";
import { refreshFleet } from "../refresh/refresh-fleet.ts";
import { type WorkflowScene, workflowScene } from "../test/workflow-scene.ts";
import { METRICS_JOB, ON_DEMAND_JOB, refreshWorker } from "./refresh-worker.ts";

/** A scheduler that only plans: nothing in these tests runs. */
const planner = ({ clock }: WorkflowScene) => inProcessScheduler({ clock });

describe("a wish for fresh data about a worker", () => {
  test("becomes a job for that worker, and an event", async () => {
    const scene = workflowScene();
    const scheduler = planner(scene);
    const { id } = await scene.adopt();
    scene.heard.length = 0;
    const jobId = `${ON_DEMAND_JOB}:${id}`;
    expect(await refreshWorker(scene.ports, scheduler, id)).toEqual({
      scheduled: true,
      jobId,
      etaSeconds: 1,
    });
    expect(await scheduler.list()).toMatchObject([{ key: jobId, job: ON_DEMAND_JOB, trigger: "once" }]);
    expect(scene.heard).toMatchObject([{ type: "worker.refresh.requested", subject: id }]);
    expect(fleetEventSchema.parse(scene.heard[0])).toEqual(scene.heard[0]);
  });

  test("is skipped while the worker does not run", async () => {
    const scene = workflowScene();
    const { id } = await scene.adopt({ power: "stopped" });
    const decision = await refreshWorker(scene.ports, planner(scene), id);
    expect(decision).toMatchObject({ scheduled: false, reason: "not_running" });
    expect(decision).not.toHaveProperty("retryAfterSeconds");
    const told = scene.heard.at(-1);
    expect(told).toMatchObject({ type: "worker.refresh.skipped", data: { seconds_until_next: null } });
    expect(fleetEventSchema.parse(told)).toEqual(told);
  });

  test("is skipped right after a look, and says when to ask again", async () => {
    const scene = workflowScene();
    const scheduler = planner(scene);
    const { id } = await scene.adopt();
    await refreshFleet(scene.ports);
    scene.clock.advance(3_500);
    const decision = await refreshWorker(scene.ports, scheduler, id);
    expect(decision).toMatchObject({ reason: "rate_limited", retryAfterSeconds: 7 });
    scene.clock.advance(6_500);
    expect(await refreshWorker(scene.ports, scheduler, id)).toMatchObject({ scheduled: true });
  });

  test("is skipped when the whole fleet is about to be looked at", async () => {
    const scene = workflowScene();
    const scheduler = planner(scene);
    const { id } = await scene.adopt();
    await scheduler.every({ job: METRICS_JOB, intervalMs: 300_000 });
    scene.clock.advance(289_000);
    expect(await refreshWorker(scene.ports, scheduler, id)).toMatchObject({ scheduled: true });
    await scheduler.cancel(`${ON_DEMAND_JOB}:${id}`);
    scene.clock.advance(1_000);
    const decision = await refreshWorker(scene.ports, scheduler, id);
    expect(decision).toMatchObject({ reason: "background_job_imminent", retryAfterSeconds: 10 });
  });

  test("is skipped when one is planned already", async () => {
    const scene = workflowScene();
    const scheduler = planner(scene);
    const { id } = await scene.adopt();
    const other = await scene.adopt();
    await refreshWorker(scene.ports, scheduler, id);
    expect(await refreshWorker(scene.ports, scheduler, id)).toMatchObject({
      reason: "already_scheduled",
      retryAfterSeconds: 1,
    });
    expect(await refreshWorker(scene.ports, scheduler, other.id)).toMatchObject({ scheduled: true });
  });

  test("is slowed down as much as one likes", async () => {
    const scene = workflowScene();
    const { id } = await scene.adopt();
    await refreshFleet(scene.ports);
    const wish = (minIntervalMs: number) => refreshWorker(scene.ports, planner(scene), id, { minIntervalMs });
    expect(await wish(60_000)).toMatchObject({ reason: "rate_limited", retryAfterSeconds: 60 });
    expect(await wish(0)).toMatchObject({ scheduled: true });
  });

  test("about a worker that is not there is an error, and no event", async () => {
    const scene = workflowScene();
    const wish = refreshWorker(scene.ports, planner(scene), "nobody");
    await expect(wish).rejects.toMatchObject({ code: "not_found" });
    expect(scene.heard).toEqual([]);
  });
});
