import { describe, expect, onTestFinished, test } from "vitest";
import { createFleet } from "./create-fleet.ts";
import type { FleetEvent } from "./events/fleet-event.ts";
import type { Fleet } from "./fleet.ts";
import { toMessages } from "./kernel/store.ts";
import { inProcessChannel } from "./memory/in-process-channel.ts";
import { memoryEventLog } from "./memory/memory-event-log.ts";
import { memoryLeases } from "./memory/memory-leases.ts";
import { memoryObservations } from "./memory/memory-observations.ts";
import { memoryWorkers } from "./memory/memory-workers.ts";
import {
  eventually,
  memoryCloud,
  memoryGateway,
  type PlantedMachine,
  workerSamples,
} from "./testing/index.ts";
import type { WorkerEvent } from "./worker/index.ts";

const alice = { actor: "user:alice" };
const region = "eu-west-1";

/** Everything several processes of one fleet share. */
function installation() {
  const clock = { now: () => Date.now() };
  const cloud = memoryCloud({ clock });
  const gateway = memoryGateway();
  const shared = {
    workers: memoryWorkers(),
    observations: memoryObservations(),
    eventLog: memoryEventLog<WorkerEvent>(),
    leases: memoryLeases(clock),
    instances: cloud.instances,
    images: cloud.images,
    gateway,
  };
  return {
    cloud,
    gateway,
    shared,
    fleet(options: Partial<Parameters<typeof createFleet>[0]> = {}): Fleet {
      const fleet = createFleet({ ...shared, ...options });
      onTestFinished(() => fleet.stop());
      return fleet;
    },
    plant(parts: Partial<PlantedMachine> = {}) {
      const machine = cloud.plantMachine({ region, ...parts });
      gateway.controller(`https://${machine.snapshot().publicIp}`);
      return machine;
    },
  };
}

/** Hears ephemeral events; resolves when one is as wanted. */
function hears(fleet: Fleet, wanted: (event: FleetEvent) => boolean): Promise<FleetEvent> {
  return new Promise((resolve) => {
    const end = fleet.events.subscribe((message) => {
      if (message.kind !== "ephemeral" || !wanted(message.event)) return;
      end();
      resolve(message.event);
    });
  });
}

describe("a fleet", () => {
  test("looks at its workers as soon as it starts, and tells what it sees", async () => {
    const { fleet: make, plant } = installation();
    const fleet = make();
    const { id: instanceId } = plant({ name: "lab-1" });
    await fleet.workers.import({ region, instanceIds: [instanceId] }, alice);
    const snapshot = hears(fleet, ({ type }) => type === "worker.snapshot");
    await fleet.start();
    expect((await snapshot).data).toMatchObject({
      name: "lab-1",
      service_status: "available",
      poll_interval: 300,
    });
    expect(await fleet.workers.findByInstance(instanceId)).toMatchObject({ cml_version: "2.9.0+build.6" });
    expect(await fleet.workers.findByInstance("i-nobody")).toBeUndefined();
  });

  test("imports, starts and stops, and keeps every fact as an event in order", async () => {
    const { fleet: make, plant, cloud } = installation();
    const fleet = make({ metricsIntervalMs: false, source: "lab" });
    await fleet.start();
    const machine = plant({ power: "stopped" });
    const { imported } = await fleet.workers.import({ region, instanceIds: [machine.id] }, alice);
    const id = imported[0]?.id ?? "";
    await fleet.workers.start(id, alice);
    await fleet.workers.refreshAll();
    await fleet.workers.stop(id, { ...alice, reason: "budget" });
    await fleet.workers.refreshAll();
    const { events } = await fleet.events.read({ after: 0, limit: 100 });
    const told = events.map(({ event: { type, data } }) => [type, data["new_status"] ?? null]);
    expect(told.filter(([, status]) => status !== null)).toEqual([
      ["worker.status.updated", "pending"],
      ["worker.status.updated", "running"],
      ["worker.status.updated", "stopping"],
      ["worker.status.updated", "stopped"],
    ]);
    expect(told[0]).toEqual(["worker.imported", null]);
    expect(events.every(({ event }) => event.source === "lab" && event.subject === id)).toBe(true);
    expect(await fleet.events.bounds()).toMatchObject({ first: 1, last: events.at(-1)?.sequence });
    expect(cloud.calls()).toMatchObject({ start: 1, stop: 1 });
  });

  test("refreshes one worker on demand, as a job", async () => {
    const { fleet: make, plant } = installation();
    const fleet = make({ metricsIntervalMs: 3_600_000, throttle: { minIntervalMs: 0, imminentMs: 0 } });
    const { id: instanceId } = plant();
    const { imported } = await fleet.workers.import({ region, instanceIds: [instanceId] }, alice);
    const id = imported[0]?.id ?? "";
    const known = hears(fleet, ({ type }) => type === "worker.snapshot");
    expect(await fleet.workers.refresh(id)).toMatchObject({ scheduled: true });
    await fleet.start();
    await known;
    expect((await fleet.workers.get(id)).cml_version).toBe("2.9.0+build.6");
    await eventually(
      () => fleet.jobs.list(),
      (jobs) => jobs.every(({ key }) => !key.startsWith("on-demand-refresh")),
    );
  });

  test("imports by itself when told to, and looks at what it imported", async () => {
    const { fleet: make, plant, cloud } = installation();
    const { id: imageId } = cloud.plantImage({ region, name: "cml-2.9" });
    plant({ imageId });
    const fleet = make({ autoImport: { regions: [region], imageName: "cml-*" } });
    const known = hears(fleet, ({ data }) => data["service_status"] === "available");
    await fleet.start();
    expect((await known).data).toMatchObject({ ami_name: "cml-2.9" });
  });

  test("looks at what was imported by hand without waiting for the next look at the fleet", async () => {
    const { fleet: make, plant } = installation();
    const fleet = make({ metricsIntervalMs: 3_600_000 });
    await fleet.start();
    await eventually(
      () => fleet.jobs.list(),
      (jobs) => jobs.some(({ key, lastRunAt }) => key === "worker-metrics" && lastRunAt !== undefined),
    );
    const shown = hears(fleet, ({ type }) => type === "worker.snapshot");
    const known = hears(fleet, ({ data }) => data["service_status"] === "available");
    await fleet.workers.import({ region, instanceIds: [plant().id] }, alice);
    expect((await shown).data).toMatchObject({ status: "running", service_status: "unavailable" });
    expect((await known).data).toMatchObject({ cml_version: "2.9.0+build.6" });
  });

  test("looks at a worker as soon as its new certificate is trusted", async () => {
    const { fleet: make, plant, gateway } = installation();
    const machine = plant();
    const controller = gateway.controller(`https://${machine.snapshot().publicIp}`);
    const fleet = make({ metricsIntervalMs: false });
    const { imported } = await fleet.workers.import({ region, instanceIds: [machine.id] }, alice);
    const id = imported[0]?.id ?? "";
    await fleet.workers.refreshAll();
    const fingerprint256 = "ab".repeat(32);
    controller.change({ fingerprint256 });
    await fleet.workers.refreshAll();
    expect((await fleet.workers.get(id)).service_reason).toMatchObject({ code: "certificate_changed" });
    await fleet.start();
    const known = hears(fleet, ({ data }) => data["service_status"] === "available");
    await fleet.workers.trustCertificate(id, fingerprint256, alice);
    expect((await known).data).toMatchObject({ service_reason: null });
  });

  test("of two processes tells everything once, whichever of them saved it", async () => {
    const { fleet: make, plant, shared } = installation();
    const channel = inProcessChannel<FleetEvent>();
    const [one, other] = [make({ channel }), make({ channel })];
    const woken: number[] = [];
    other.events.subscribe((message) => {
      if (message.kind === "logged") woken.push(message.sequence);
    });
    const machines = [plant(), plant(), plant()].map(({ id }) => id);
    await Promise.all(
      machines.flatMap((id) =>
        [one, other].map((fleet) => fleet.workers.import({ region, instanceIds: [id] }, alice)),
      ),
    );
    await one.stop();
    await other.stop();
    const { events } = await one.events.read({ after: 0, limit: 100 });
    expect(events.map(({ event }) => event.type)).toEqual(machines.map(() => "worker.imported"));
    expect(woken.at(-1)).toBe(3);
    expect(await shared.workers.pending(10)).toEqual([]);
  });

  test("goes on, and says so in its log, when its channel and a job fail", async () => {
    const { fleet: make, plant } = installation();
    const logged: string[] = [];
    const note = (message: string) => void logged.push(message);
    const logger = { debug: note, info: note, warn: note, error: note };
    const channel = {
      ...inProcessChannel<FleetEvent>(),
      publish: () => Promise.reject(new Error("The channel is down.")),
    };
    const { id: instanceId } = plant({ power: "stopped" });
    const autoImport = { regions: [region], imageName: "no-such-image" };
    const fleet = make({ channel, logger, autoImport, metricsIntervalMs: false });
    const { imported } = await fleet.workers.import({ region, instanceIds: [instanceId] }, alice);
    const worker = await fleet.workers.start(imported[0]?.id ?? "", alice);
    expect(worker.lifecycle.status).toBe("starting");
    expect(logged).toContain("Other processes could not be told of an event.");
    await fleet.start();
    await eventually(
      async () => logged,
      (messages) => messages.includes("Job auto-import-workers failed."),
    );
    expect((await fleet.events.bounds()).last).toBe(2);
  });

  test("trims its event log by itself", async () => {
    const { fleet: make, shared } = installation();
    const facts = Array<WorkerEvent>(50).fill(workerSamples.events[0]);
    await shared.eventLog.append(toMessages("w1", 1, facts), new Date().toISOString());
    const fleet = make({ metricsIntervalMs: false, eventRetention: { maxEvents: 10 } });
    await fleet.start();
    await eventually(fleet.events.bounds, ({ first, last }) => first === 41 && last === 50);
    expect((await fleet.jobs.list()).map(({ job }) => job)).toEqual(["event-log-retention"]);
  });

  test("stops a look that is under way, and does not begin another", async () => {
    const { fleet: make, plant, gateway } = installation();
    const machine = plant();
    gateway.controller(`https://${machine.snapshot().publicIp}`).hang();
    const fleet = make();
    await fleet.workers.import({ region, instanceIds: [machine.id] }, alice);
    await fleet.start();
    await eventually(
      async () => gateway.visits(),
      (visits) => visits === 1,
    );
    await fleet.stop();
    expect(gateway.visits()).toBe(1);
    expect(await fleet.jobs.list()).toEqual([]);
  });

  test("stays stopped, and says so to whoever starts it again; a new one on the same stores goes on", async () => {
    const { fleet: make } = installation();
    const fleet = make();
    await fleet.start();
    await fleet.stop();
    await fleet.stop();
    await expect(fleet.start()).rejects.toMatchObject({
      code: "conflict",
      message:
        "This fleet was stopped and cannot be started again. Make a new one with createFleet and the same stores.",
    });
    const next = make();
    await next.start();
    expect(await next.jobs.list()).not.toEqual([]);
  });
});
