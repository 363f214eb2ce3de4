import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CmlReport, CmlTarget } from "../ports/cml-gateway.ts";
import { type WorkflowScene, workflowScene } from "../test/workflow-scene.ts";
import type { WorkflowPorts } from "../workflows/ports.ts";
import { startWorker, stopWorker } from "../workflows/power.ts";
import { trustWorkerCertificate } from "../workflows/trust-worker-certificate.ts";
import { nothingLearnt } from "./nothing-learnt.ts";
import { refreshFleet } from "./refresh-fleet.ts";
import { type Stragglers, stragglers } from "./stragglers.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

const alice = { actor: "user:alice" };
const timeout = nothingLearnt({ code: "timeout", message: "It did not answer in time." });

/** One look, with all the patience it has. */
async function look(ports: WorkflowPorts, late?: Stragglers): Promise<void> {
  const run = { ended: false };
  const end = refreshFleet(ports, late && { stragglers: late }).finally(() => {
    run.ended = true;
  });
  while (!run.ended) await vi.advanceTimersByTimeAsync(250);
  await end;
}

/** A worker that is known, and a visit to it that a look has left behind; it ends when the test says how. */
async function lateVisit() {
  const scene = workflowScene();
  const adopted = await scene.adopt();
  await look(scene.ports);
  const late = stragglers((id, error) => expect.unreachable(`${id}: ${error}`));
  const visit = Promise.withResolvers<CmlReport>();
  const targets: CmlTarget[] = [];
  const collect = (target: CmlTarget) => {
    targets.push(target);
    return visit.promise;
  };
  const waiting = { ...scene.ports, gateway: { ...scene.ports.gateway, collect } };
  await look(waiting, late);
  expect(late.has(adopted.id)).toBe(true);
  scene.clock.advance(5_000);
  return {
    scene,
    late,
    waiting,
    ...adopted,
    async end(report?: CmlReport) {
      visit.resolve(report ?? (await scene.ports.gateway.collect(targets[0] as CmlTarget)));
      await vi.waitFor(() => expect(late.has(adopted.id)).toBe(false));
    },
  };
}

const lastSnapshot = (scene: WorkflowScene) =>
  scene.heard.filter(({ type }) => type === "worker.snapshot").at(-1)?.data;

describe("a late visit says nothing any more", () => {
  test("once a visit that began after it has ended", async () => {
    const { scene, id, end } = await lateVisit();
    await look(scene.ports);
    await end(timeout);
    expect((await scene.worker(id)).service.status).toBe("available");
    expect((await scene.ports.observations.load([id])).get(id)?.cml?.stats).not.toBeNull();
  });

  test("once another certificate is trusted than the one it expected", async () => {
    const { scene, id, controller, end } = await lateVisit();
    const fingerprint256 = "ab".repeat(32);
    controller.change({ fingerprint256 });
    await trustWorkerCertificate(scene.ports, id, fingerprint256, alice);
    await end(nothingLearnt({ code: "certificate_changed", message: "It presents another certificate." }));
    expect((await scene.worker(id)).service).toMatchObject({ status: "available" });
  });

  test("once the machine was restarted, though at the same address", async () => {
    const { scene, id, machine, end } = await lateVisit();
    const { publicIp } = machine.snapshot();
    await stopWorker(scene.ports, id, alice);
    scene.clock.advance(60_000);
    await look(scene.ports);
    await startWorker(scene.ports, id, alice);
    scene.clock.advance(60_000);
    machine.change({ ...(publicIp && { publicIp }) });
    const collect = async () => nothingLearnt({ code: "unreachable", message: "It boots." });
    await look({ ...scene.ports, gateway: { ...scene.ports.gateway, collect } });
    await end();
    expect((await scene.worker(id)).service).toMatchObject({
      status: "starting",
      reason: { code: "unreachable" },
    });
  });
});

test("a look that waits for its visits takes back nothing that a later one learnt", async () => {
  const scene = workflowScene();
  const { id } = await scene.adopt();
  await look(scene.ports);
  const visit = Promise.withResolvers<CmlReport>();
  const waiting = { ...scene.ports, gateway: { ...scene.ports.gateway, collect: () => visit.promise } };
  const slow = look(waiting);
  await vi.advanceTimersByTimeAsync(2_500);
  scene.clock.advance(5_000);
  await look(scene.ports);
  scene.clock.advance(5_000);
  visit.resolve(timeout);
  await slow;
  expect((await scene.worker(id)).service.status).toBe("available");
  expect((await scene.ports.observations.load([id])).get(id)?.cml?.stats).not.toBeNull();
});

test("after the clock was set back, controllers are heard as ever", async () => {
  const scene = workflowScene();
  const { id, controller } = await scene.adopt();
  await look(scene.ports);
  scene.clock.advance(-3_600_000);
  controller.change({ version: "2.10.0" });
  await look(scene.ports);
  expect((await scene.ports.observations.load([id])).get(id)?.cml?.version).toBe("2.10.0");
});

test("what a late visit found is still shown after the look that runs when it ends", async () => {
  const { scene, id, late, waiting, machine, end } = await lateVisit();
  const asked = Promise.withResolvers<void>();
  const health: WorkflowPorts["instances"]["health"] = async (...call) => {
    await asked.promise;
    return scene.ports.instances.health(...call);
  };
  machine.checks = { instance: "impaired", system: "ok" };
  const running = look({ ...waiting, instances: { ...scene.ports.instances, health } }, late);
  scene.controllerOf(machine).change({ version: "2.10.0" });
  await end();
  expect(lastSnapshot(scene)).toMatchObject({ cml_version: "2.10.0", memory_utilization: 25 });
  const measured = scene.next("worker.snapshot", id);
  asked.resolve();
  await running;
  expect((await measured).data).toMatchObject({
    cml_version: "2.10.0",
    memory_utilization: 25,
    ec2_instance_status_check: "impaired",
  });
  expect((await scene.worker(id)).service.status).toBe("available");
});

test("a controller's word does not wait for measurements of the provider that take long", async () => {
  const scene = workflowScene();
  const { id, machine } = await scene.adopt();
  machine.measure({ metric: "cpu", value: 12.5 });
  const asked = Promise.withResolvers<void>();
  const { metrics } = scene.cloud;
  const read: typeof metrics.read = async (...call) => {
    await asked.promise;
    return metrics.read(...call);
  };
  const told = scene.next("worker.snapshot", id);
  const running = look({ ...scene.ports, metrics: { ...metrics, read } });
  expect((await told).data).toMatchObject({ service_status: "available", cloudwatch_cpu_utilization: null });
  asked.resolve();
  await running;
  expect(lastSnapshot(scene)).toMatchObject({
    service_status: "available",
    cml_version: "2.9.0+build.6",
    cloudwatch_cpu_utilization: 12.5,
    ec2_instance_status_check: "ok",
  });
});

test("of two visits left behind to one worker, both are waited for", async () => {
  const late = stragglers((id, error) => expect.unreachable(`${id}: ${error}`));
  const [one, other] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  late.add("w1", one.promise);
  late.add("w1", other.promise);
  one.resolve();
  await one.promise;
  await vi.waitFor(() => expect(late.has("w1")).toBe(true));
  const stopped = vi.fn();
  const stop = late.stop().then(stopped);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(stopped).not.toHaveBeenCalled();
  other.resolve();
  await stop;
  expect(late.has("w1")).toBe(false);
});
