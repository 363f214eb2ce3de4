import { describe, expect, test } from "vitest";
import { fleetEventSchema } from "../events/fleet-event.ts";
import { START_MS, STOP_MS, workflowScene } from "../test/workflow-scene.ts";
import { startWorker, stopWorker } from "../workflows/power.ts";
import { refreshFleet } from "./refresh-fleet.ts";

const actor = "user:alice";

describe("the events of a look at the fleet", () => {
  test("tell the facts first, then the measurements, then the whole worker", async () => {
    const scene = workflowScene();
    const { id } = await scene.adopt();
    scene.heard.length = 0;
    await refreshFleet(scene.ports);
    expect(scene.heard.map(({ type }) => type)).toEqual([
      "worker.certificate.pinned",
      "worker.status.updated",
      "worker.license.updated",
      "worker.metrics.updated",
      "worker.snapshot",
    ]);
    const snapshot = scene.heard.at(-1)?.data;
    expect(snapshot).toMatchObject({ worker_id: id, service_status: "available", cpu_utilization: 25 });
    expect(snapshot).toMatchObject({ _reason: "telemetry_updated", license_status: "registered" });
    for (const event of scene.heard) expect(fleetEventSchema.parse(event)).toEqual(event);
  });

  test("are none, and no state is saved, when nothing is different", async () => {
    const scene = workflowScene();
    await scene.adopt();
    await scene.adopt({ power: "stopped" });
    const dead = await scene.adopt();
    scene.gateway.remove(`https://${dead.machine.snapshot().publicIp}`);
    await refreshFleet(scene.ports);
    scene.heard.length = 0;
    const saves = scene.saves();
    for (let cycle = 0; cycle < 3; cycle++) {
      scene.clock.advance(300_000);
      expect((await refreshFleet(scene.ports)).changed).toBe(0);
    }
    expect([scene.heard, scene.saves()]).toEqual([[], saves]);
  });

  test("are none for a stopped worker that once ran and was measured", async () => {
    const scene = workflowScene();
    const { id } = await scene.adopt();
    await refreshFleet(scene.ports);
    await stopWorker(scene.ports, id, { actor });
    scene.clock.advance(STOP_MS);
    await refreshFleet(scene.ports);
    scene.heard.length = 0;
    await refreshFleet(scene.ports);
    expect(scene.heard).toEqual([]);
  });

  test("are one for each worker that was measured anew, however much of it is different", async () => {
    const scene = workflowScene();
    const [busy, idle] = [await scene.adopt(), await scene.adopt()];
    await refreshFleet(scene.ports);
    scene.heard.length = 0;
    const { stats } = busy.controller.now();
    busy.controller.change({ stats: stats && { ...stats, cpuPercent: 80, nodesRunning: 9 } });
    busy.machine.measure({ metric: "cpu", value: 81 });
    await refreshFleet(scene.ports);
    expect(scene.heard.map(({ type, subject }) => [type, subject])).toEqual([
      ["worker.metrics.updated", busy.id],
      ["worker.snapshot", busy.id],
    ]);
    expect(scene.heard.some(({ subject }) => subject === idle.id)).toBe(false);
  });

  test("show a worker that only moved, without measurements that did not change", async () => {
    const scene = workflowScene();
    const { machine } = await scene.adopt({ power: "stopped" });
    await refreshFleet(scene.ports);
    scene.heard.length = 0;
    machine.change({ instanceType: "m5zn.metal" });
    await refreshFleet(scene.ports);
    expect(scene.heard.map(({ type }) => type)).toEqual(["worker.details.updated", "worker.snapshot"]);
    expect(scene.heard[1]?.data).toMatchObject({ instance_type: "m5zn.metal", _reason: "status_updated" });
  });

  test("end with the fact that a worker is terminated: nothing after it may bring it back onto a screen", async () => {
    const scene = workflowScene();
    const { id, machine } = await scene.adopt();
    await refreshFleet(scene.ports);
    scene.heard.length = 0;
    machine.change({ power: "terminated" });
    await refreshFleet(scene.ports);
    expect(scene.heard.map(({ type }) => type)).toEqual(["worker.terminated"]);
    expect(scene.gateway.forgotten()).toEqual([id]);
  });

  test("follow a start from the order to the controller that answers", async () => {
    const scene = workflowScene();
    const { id, machine } = await scene.adopt({ power: "stopped" });
    await startWorker(scene.ports, id, { actor });
    const statuses = () =>
      scene.heard
        .filter(({ type }) => type === "worker.snapshot")
        .map(({ data }) => [data["status"], data["service_status"]]);
    scene.clock.advance(START_MS);
    await refreshFleet(scene.ports);
    scene.controllerOf(machine);
    await refreshFleet(scene.ports);
    expect(statuses()).toEqual([
      ["stopped", "unavailable"],
      ["pending", "starting"],
      ["running", "starting"],
      ["running", "available"],
    ]);
  });

  test("never tell of measurements before the facts of the same look are saved", async () => {
    const scene = workflowScene();
    const { ports } = scene;
    await scene.adopt();
    const order: string[] = [];
    const observations: typeof ports.observations = {
      ...ports.observations,
      async save(updates) {
        order.push(`measured when version ${(await ports.workers.find({})).workers[0]?.version}`);
        await ports.observations.save(updates);
      },
    };
    await refreshFleet({ ...ports, observations });
    const { version } = (await ports.workers.find({})).workers[0] ?? {};
    expect(order).toEqual([`measured when version ${version}`]);
  });
});
