import { describe, expect, test } from "vitest";
import { CoreError, type CoreErrorCode } from "../errors.ts";
import { refreshFleet } from "../refresh/refresh-fleet.ts";
import { START_MS, workflowScene } from "../test/workflow-scene.ts";
import { startWorker, stopWorker } from "./power.ts";
import { trustWorkerCertificate } from "./trust-worker-certificate.ts";

const actor = "user:alice";
const provider = (code: CoreErrorCode) => new CoreError("The provider says no.", { code });

describe("starting a worker", () => {
  test("saves the order, tells it, and has it carried out", async () => {
    const { ports, adopt, heard } = workflowScene();
    const { id, machine } = await adopt({ power: "stopped" });
    heard.length = 0;
    expect((await startWorker(ports, id, { actor })).lifecycle.status).toBe("starting");
    expect(machine.snapshot().power).toBe("pending");
    expect(heard.map(({ type }) => type)).toEqual(["worker.status.updated", "worker.snapshot"]);
    expect(heard[0]?.data).toMatchObject({ new_status: "pending", updated_by: actor });
    expect(heard[1]?.data).toMatchObject({ status: "pending", _reason: "status_updated" });
  });

  test("changes nothing, and asks nobody, while it starts or once it runs", async () => {
    const scene = workflowScene();
    const { id } = await scene.adopt({ power: "stopped" });
    for (let time = 0; time < 2; time++) await startWorker(scene.ports, id, { actor });
    scene.clock.advance(START_MS);
    await refreshFleet(scene.ports);
    const saves = scene.saves();
    expect((await startWorker(scene.ports, id, { actor })).lifecycle.status).toBe("running");
    expect([scene.cloud.calls().start, scene.saves()]).toEqual([1, saves]);
  });

  test("is refused while it is stopping, and for a worker that is not there", async () => {
    const { ports, adopt } = workflowScene();
    const { id } = await adopt({ power: "stopping" });
    await expect(startWorker(ports, id, { actor })).rejects.toMatchObject({ code: "illegal_transition" });
    await expect(startWorker(ports, "nobody", { actor })).rejects.toMatchObject({ code: "not_found" });
  });

  test("orders once when it is asked for many times at once", async () => {
    const { ports, adopt, cloud } = workflowScene();
    const { id } = await adopt({ power: "stopped" });
    await Promise.all([1, 2, 3].map(() => startWorker(ports, id, { actor })));
    expect(cloud.calls().start).toBe(1);
  });
});

describe("stopping a worker", () => {
  test("saves the order with its reason, and has it carried out once", async () => {
    const { ports, adopt, cloud } = workflowScene();
    const { id, machine } = await adopt();
    for (let time = 0; time < 2; time++) {
      const { lifecycle } = await stopWorker(ports, id, { actor, reason: "idle" });
      expect(lifecycle).toMatchObject({ status: "stopping", stopReason: "idle" });
    }
    expect([machine.snapshot().power, cloud.calls().stop]).toEqual(["stopping", 1]);
  });
});

describe("a command the provider refuses", () => {
  const refusals: CoreErrorCode[] = ["capacity", "quota", "forbidden", "throttled", "conflict", "rejected"];

  test.each(refusals)("with %s leaves a stopped worker stopped, and says why", async (code) => {
    const { ports, adopt, cloud, heard, worker } = workflowScene();
    const { id } = await adopt({ power: "stopped" });
    cloud.fail(provider(code), { operation: "start", region: "eu-west-1" });
    await expect(startWorker(ports, id, { actor })).rejects.toMatchObject({ code });
    expect((await worker(id)).lifecycle.status).toBe("stopped");
    const reason = { code, message: "The provider says no." };
    expect(heard.filter(({ type }) => type === "worker.status.updated").at(-1)?.data).toMatchObject({
      old_status: "pending",
      new_status: "stopped",
      reason,
    });
    expect(heard.at(-1)?.data).toMatchObject({ status: "stopped" });
  });

  test("leaves a running worker running, where and how its controller was", async () => {
    const { ports, adopt, cloud, clock, worker } = workflowScene();
    const { id } = await adopt();
    await refreshFleet(ports);
    const { lifecycle, service } = await worker(id);
    clock.advance(60_000);
    cloud.fail(provider("forbidden"), { operation: "stop", region: "eu-west-1" });
    await expect(stopWorker(ports, id, { actor })).rejects.toMatchObject({ code: "forbidden" });
    const since = "2026-01-01T00:01:00.000Z";
    expect(await worker(id)).toMatchObject({ lifecycle: { ...lifecycle, since }, service });
    expect(service.status).toBe("available");
  });

  test("can be given again at once", async () => {
    const { ports, adopt, cloud } = workflowScene();
    const { id, machine } = await adopt({ power: "stopped" });
    const over = cloud.fail(provider("capacity"), { operation: "start", region: "eu-west-1" });
    await expect(startWorker(ports, id, { actor })).rejects.toMatchObject({ code: "capacity" });
    over();
    await startWorker(ports, id, { actor });
    expect(machine.snapshot().power).toBe("pending");
  });
});

describe("a command that nobody knows the outcome of", () => {
  test.each(["timeout", "aborted", "unavailable"] as const)(
    "(%s) stays an order, until a look tells",
    async (code) => {
      const scene = workflowScene();
      const { id } = await scene.adopt({ power: "stopped" });
      scene.cloud.fail(provider(code), { operation: "start", region: "eu-west-1" });
      await expect(startWorker(scene.ports, id, { actor })).rejects.toMatchObject({ code });
      expect((await scene.worker(id)).lifecycle.status).toBe("starting");
      scene.clock.advance(60_000);
      await refreshFleet(scene.ports);
      expect((await scene.worker(id)).lifecycle.status).toBe("stopped");
    },
  );

  test("was carried out all the same, if a look says so", async () => {
    const scene = workflowScene();
    const { id, machine } = await scene.adopt();
    const { instances } = scene.ports;
    const stop: typeof instances.stop = async (refs) => {
      await instances.stop(refs);
      throw provider("timeout");
    };
    const ports = { ...scene.ports, instances: { ...instances, stop } };
    await expect(stopWorker(ports, id, { actor })).rejects.toMatchObject({ code: "timeout" });
    machine.settle();
    await refreshFleet(scene.ports);
    expect((await scene.worker(id)).lifecycle.status).toBe("stopped");
  });
});

test("an order is carried out even when nobody can be told of it", async () => {
  const { ports, adopt } = workflowScene();
  const { id, machine } = await adopt({ power: "stopped" });
  const publish = () => Promise.reject(new Error("The channel is down."));
  await startWorker({ ...ports, channel: { ...ports.channel, publish } }, id, { actor });
  expect(machine.snapshot().power).toBe("pending");
});

test("a certificate that was replaced on purpose is trusted, told of, and then expected", async () => {
  const { ports, adopt, heard, worker } = workflowScene();
  const { id, controller } = await adopt();
  await refreshFleet(ports);
  const fingerprint256 = "ab".repeat(32);
  controller.change({ fingerprint256 });
  await refreshFleet(ports);
  expect((await worker(id)).service).toMatchObject({ reason: { code: "certificate_changed" } });
  const pretty = fingerprint256.toUpperCase().replace(/..(?=.)/g, "$&:");
  await trustWorkerCertificate(ports, id, pretty, { actor });
  expect(heard.at(-1)?.data).toMatchObject({ certificate_fingerprint256: fingerprint256 });
  await refreshFleet(ports);
  expect((await worker(id)).service.status).toBe("available");
  await expect(trustWorkerCertificate(ports, id, "no", { actor })).rejects.toMatchObject({
    code: "invalid_input",
  });
});
