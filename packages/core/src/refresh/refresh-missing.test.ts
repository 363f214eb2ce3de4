import { describe, expect, test } from "vitest";
import { type Adopted, type WorkflowScene, workflowScene } from "../test/workflow-scene.ts";
import { refreshFleet } from "./refresh-fleet.ts";

const MINUTE_MS = 60_000;

async function statusAfterSweep(scene: WorkflowScene, { id }: Adopted, waitMs: number): Promise<string> {
  scene.clock.advance(waitMs);
  await refreshFleet(scene.ports);
  return (await scene.worker(id)).lifecycle.status;
}

describe("a machine that the provider does not know", () => {
  test("is believed to be gone by the second sweep that misses it, 5 minutes after its launch", async () => {
    const scene = workflowScene();
    const worker = await scene.adopt();
    scene.clock.advance(10 * MINUTE_MS);
    scene.cloud.uproot(worker.machine);
    expect(await statusAfterSweep(scene, worker, MINUTE_MS)).toBe("running");
    expect(await statusAfterSweep(scene, worker, MINUTE_MS)).toBe("unknown");
    expect((await scene.worker(worker.id)).lifecycle).toMatchObject({
      reason: { code: "instance_not_found" },
    });
  });

  test("is not believed to be gone right after its launch, however many sweeps miss it", async () => {
    const scene = workflowScene();
    const worker = await scene.adopt();
    scene.cloud.uproot(worker.machine);
    for (let minute = 1; minute < 5; minute++) {
      expect(await statusAfterSweep(scene, worker, MINUTE_MS)).toBe("running");
    }
    expect(await statusAfterSweep(scene, worker, MINUTE_MS)).toBe("unknown");
  });

  test("needs two sweeps in a row: one that finds it begins anew", async () => {
    const scene = workflowScene();
    const worker = await scene.adopt();
    scene.clock.advance(10 * MINUTE_MS);
    scene.cloud.uproot(worker.machine);
    await statusAfterSweep(scene, worker, MINUTE_MS);
    scene.cloud.plantMachine(worker.machine.snapshot());
    await statusAfterSweep(scene, worker, MINUTE_MS);
    scene.cloud.uproot(worker.machine);
    expect(await statusAfterSweep(scene, worker, MINUTE_MS)).toBe("running");
  });

  test("comes back to life when it turns up again", async () => {
    const scene = workflowScene();
    const worker = await scene.adopt();
    scene.clock.advance(10 * MINUTE_MS);
    scene.cloud.uproot(worker.machine);
    for (let sweep = 0; sweep < 2; sweep++) await statusAfterSweep(scene, worker, MINUTE_MS);
    scene.cloud.plantMachine(worker.machine.snapshot());
    expect(await statusAfterSweep(scene, worker, MINUTE_MS)).toBe("running");
  });

  test("is told of once, not at each sweep", async () => {
    const scene = workflowScene();
    const worker = await scene.adopt();
    scene.clock.advance(10 * MINUTE_MS);
    scene.cloud.uproot(worker.machine);
    for (let sweep = 0; sweep < 2; sweep++) await statusAfterSweep(scene, worker, MINUTE_MS);
    scene.heard.length = 0;
    for (let sweep = 0; sweep < 3; sweep++) await statusAfterSweep(scene, worker, MINUTE_MS);
    expect(scene.heard).toEqual([]);
  });
});

describe("a controller that gives no answer any more", () => {
  test("keeps what it said of itself, as old as it is, and no load", async () => {
    const scene = workflowScene();
    const { id, controller } = await scene.adopt();
    await refreshFleet(scene.ports);
    controller.fail("visit", { code: "timeout", message: "It does not answer in time." });
    scene.clock.advance(5 * MINUTE_MS);
    await refreshFleet(scene.ports);
    expect(scene.heard.at(-1)?.data).toMatchObject({
      cml_version: "2.9.0+build.6",
      cml_labs_count: 1,
      cml_last_synced_at: "2026-01-01T00:00:00.000Z",
      cml_failures: [{ code: "timeout" }],
      cml_ready: null,
      cml_nodes_running: null,
      cpu_utilization: null,
      memory_utilization: null,
      storage_utilization: null,
      service_status: "unavailable",
    });
    expect(await scene.ports.observations.history(id, { since: "2026", until: "2027" })).toHaveLength(2);
  });

  test("never pretends to have been heard when it never was", async () => {
    const scene = workflowScene();
    const { machine } = await scene.adopt();
    scene.gateway.remove(`https://${machine.snapshot().publicIp}`);
    await refreshFleet(scene.ports);
    expect(scene.heard.at(-1)?.data).toMatchObject({ cml_version: null, cml_last_synced_at: null });
  });

  test("is fresh again with its next answer", async () => {
    const scene = workflowScene();
    const { controller } = await scene.adopt();
    await refreshFleet(scene.ports);
    const over = controller.fail("visit", { code: "timeout", message: "It does not answer in time." });
    await refreshFleet(scene.ports);
    over();
    scene.clock.advance(MINUTE_MS);
    await refreshFleet(scene.ports);
    expect(scene.heard.at(-1)?.data).toMatchObject({
      cml_last_synced_at: "2026-01-01T00:01:00.000Z",
      cpu_utilization: 25,
      service_status: "available",
    });
  });
});
