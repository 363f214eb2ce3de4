import { describe, expect, test } from "vitest";
import { CoreError } from "../errors.ts";
import { workflowScene } from "../test/workflow-scene.ts";
import { importWorkers } from "../workflows/import-workers.ts";
import { refreshFleet } from "./refresh-fleet.ts";

const down = new CoreError("The region is down.", { code: "unavailable", retryable: true });

describe("what one look at the fleet learns", () => {
  test("is where every machine stands, how it is, and what its controller says", async () => {
    const scene = workflowScene();
    const { id, machine } = await scene.adopt();
    machine.measure({ metric: "cpu", value: 12.5 });
    machine.checks = { instance: "initializing", system: "ok" };
    expect(await refreshFleet(scene.ports)).toEqual({ workers: 1, changed: 1, errors: [] });
    expect(await scene.worker(id)).toMatchObject({
      service: { status: "available" },
      license: "registered",
      certificate: { source: "first-use" },
    });
    expect((await scene.ports.observations.load([id])).get(id)).toMatchObject({
      ec2: { instanceCheck: "initializing", systemCheck: "ok", missedSweeps: 0 },
      cloudwatch: { cpuPercent: 12.5, memoryPercent: null },
      cml: { version: "2.9.0+build.6", labCount: 1, failures: [] },
    });
  });

  test("takes as many calls for a hundred machines of a region as for one", async () => {
    const scene = workflowScene();
    for (let index = 0; index < 100; index++) await scene.adopt();
    const before = scene.cloud.calls();
    await refreshFleet(scene.ports);
    const after = scene.cloud.calls();
    expect(after.describe - before.describe).toBe(1);
    expect(after.health - before.health).toBe(1);
    expect(after.metrics - before.metrics).toBe(1);
  });

  test("is about the workers named only, and passes over those that are gone or unknown", async () => {
    const scene = workflowScene();
    const [one] = [await scene.adopt(), await scene.adopt()];
    const gone = await scene.adopt();
    gone.machine.change({ power: "terminated" });
    await refreshFleet(scene.ports, { workerIds: [gone.id] });
    expect(scene.gateway.forgotten()).toEqual([gone.id]);
    const workerIds = [one.id, one.id, gone.id, "nobody"];
    expect(await refreshFleet(scene.ports, { workerIds })).toMatchObject({ workers: 1 });
    expect(scene.gateway.visits()).toBe(1);
  });

  test("follows the machine to its new address, and learns its controller there", async () => {
    const scene = workflowScene();
    const { id, machine } = await scene.adopt();
    machine.change({ publicIp: "198.51.100.9" });
    scene.controllerOf(machine).change({ version: "2.10.0" });
    await refreshFleet(scene.ports);
    expect((await scene.worker(id)).lifecycle).toMatchObject({ endpoint: "https://198.51.100.9" });
    const { cml } = (await scene.ports.observations.load([id])).get(id) ?? {};
    expect(cml?.version).toBe("2.10.0");
  });

  test("says of a machine without an address that its controller cannot be reached, and why", async () => {
    const scene = workflowScene();
    const { id, machine } = await scene.adopt();
    machine.loseAddress("publicIp");
    await refreshFleet(scene.ports);
    expect((await scene.worker(id)).service).toMatchObject({
      status: "unavailable",
      reason: { code: "unreachable" },
    });
    expect(scene.gateway.visits()).toBe(0);
  });
});

describe("a failure", () => {
  test("of a controller that hangs does not keep the others' news back", async () => {
    const scene = workflowScene();
    const hung = await scene.adopt();
    const others = [await scene.adopt(), await scene.adopt({ region: "us-east-1" })];
    hung.controller.hang();
    const news = Promise.all(others.map(({ id }) => scene.next("worker.snapshot", id)));
    const refresh = refreshFleet(scene.ports);
    for (const { data } of await news) expect(data).toMatchObject({ cml_version: "2.9.0+build.6" });
    expect((await scene.ports.observations.load([hung.id])).size).toBe(0);
    hung.controller.answer();
    expect((await refresh).workers).toBe(3);
    expect((await scene.ports.observations.load([hung.id])).size).toBe(1);
  });

  test("of a region leaves its workers as they were, and those of the others fresh", async () => {
    const scene = workflowScene();
    const here = await scene.adopt();
    const there = await scene.adopt({ region: "us-east-1" });
    scene.cloud.fail(down, { region: "us-east-1" });
    const before = await scene.worker(there.id);
    const { errors, changed } = await refreshFleet(scene.ports);
    expect([errors, changed]).toEqual([[down], 1]);
    expect(await scene.worker(there.id)).toEqual(before);
    expect([...(await scene.ports.observations.load([here.id, there.id])).keys()]).toEqual([here.id]);
  });

  test.each(["health", "metrics"] as const)("to read %s does not lose the rest", async (operation) => {
    const scene = workflowScene();
    const { id, machine } = await scene.adopt();
    machine.measure({ metric: "cpu", value: 12.5 });
    await refreshFleet(scene.ports);
    scene.cloud.fail(down, { operation });
    scene.clock.advance(300_000);
    expect((await refreshFleet(scene.ports)).errors).toEqual([down]);
    const { ec2, cloudwatch, cml } = (await scene.ports.observations.load([id])).get(id) ?? {};
    expect(cml?.syncedAt).toBe("2026-01-01T00:05:00.000Z");
    expect(ec2?.checkedAt).toBe("2026-01-01T00:05:00.000Z");
    if (operation === "health") {
      expect([ec2?.instanceCheck, cloudwatch?.cpuPercent]).toEqual(["unknown", 12.5]);
    } else {
      // Unknown now, and as old as the last time it was known.
      const collectedAt = "2026-01-01T00:00:00.000Z";
      expect(cloudwatch).toEqual({ cpuPercent: null, memoryPercent: null, collectedAt });
      expect(ec2?.instanceCheck).toBe("ok");
    }
  });

  test("to read the details of an image is reported, and made up for by the next look", async () => {
    const scene = workflowScene();
    const { id: imageId } = scene.cloud.plantImage({ region: "eu-west-1", name: "cml-2.9" });
    const unread = { ...scene.ports.images, get: () => Promise.reject(down) };
    const importing = { ...scene.ports, images: unread };
    const { region, id: instanceId } = scene.cloud.plantMachine({ region: "eu-west-1", imageId });
    await importWorkers(importing, { region, instanceIds: [instanceId] }, { actor: "user:alice" });
    expect((await refreshFleet(importing)).errors).toEqual([down]);
    expect((await refreshFleet(scene.ports)).errors).toEqual([]);
    const worker = (await scene.ports.workers.findByInstance([instanceId])).get(instanceId)?.state;
    expect(worker?.instance?.image.name).toBe("cml-2.9");
  });

  test("of one worker's save leaves the others alone, and is reported", async () => {
    const scene = workflowScene();
    const [unlucky, other] = [await scene.adopt(), await scene.adopt()];
    const conflict = new CoreError("Somebody was faster.", { code: "version_conflict" });
    const { workers } = scene.ports;
    const save: typeof workers.save = async (id, change) => {
      if (id === unlucky.id) throw conflict;
      return workers.save(id, change);
    };
    const summary = await refreshFleet({ ...scene.ports, workers: { ...workers, save } });
    expect(summary).toEqual({ workers: 2, changed: 1, errors: [conflict] });
    expect((await scene.worker(other.id)).service.status).toBe("available");
  });

  test("of a gateway or a reader that breaks its word is one part's trouble", async () => {
    const scene = workflowScene();
    const [broken, sound] = [await scene.adopt(), await scene.adopt()];
    const { gateway, instances } = scene.ports;
    const ports = {
      ...scene.ports,
      gateway: {
        ...gateway,
        collect: async (...[target, call]: Parameters<typeof gateway.collect>) => {
          if (target.workerId === broken.id) throw new TypeError("undefined is not a function");
          return gateway.collect(target, call);
        },
      },
    };
    expect((await refreshFleet(ports)).errors).toEqual([]);
    expect((await scene.worker(broken.id)).service).toMatchObject({ status: "error" });
    expect((await scene.worker(sound.id)).service.status).toBe("available");
    const describe = () => Promise.reject(new TypeError("undefined is not a function"));
    const { errors } = await refreshFleet({ ...scene.ports, instances: { ...instances, describe } });
    expect(errors).toMatchObject([{ code: "unavailable" }]);
  });
});

test("a store that fails ends the look, but only when every visit has ended", async () => {
  const scene = workflowScene();
  const [unlucky, slow] = [await scene.adopt(), await scene.adopt()];
  slow.controller.hang();
  const { workers } = scene.ports;
  const failed = Promise.withResolvers<void>();
  const save: typeof workers.save = async (id, change) => {
    if (id !== unlucky.id) return workers.save(id, change);
    failed.resolve();
    throw down;
  };
  let ended = false;
  const look = refreshFleet({ ...scene.ports, workers: { ...workers, save } }).finally(() => {
    ended = true;
  });
  const outcome = expect(look).rejects.toBe(down);
  await failed.promise;
  await new Promise((resolve) => setImmediate(resolve));
  expect(ended).toBe(false);
  slow.controller.answer();
  await outcome;
  expect([...(await scene.ports.observations.load([slow.id])).keys()]).toEqual([slow.id]);
});

test("a signal ends the look, and nothing goes on behind it", async () => {
  const scene = workflowScene();
  const { controller } = await scene.adopt();
  await scene.adopt();
  controller.hang();
  const midway = new AbortController();
  const look = refreshFleet(scene.ports, { signal: midway.signal });
  midway.abort();
  await expect(look).rejects.toMatchObject({ code: "aborted" });
  await expect(refreshFleet(scene.ports, { signal: midway.signal })).rejects.toMatchObject({
    code: "aborted",
  });
});
