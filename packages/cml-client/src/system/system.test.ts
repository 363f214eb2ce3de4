import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import type { CmlDrift } from "../index.ts";
import { clientOf, plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";

test("reads what a controller says of itself, without a login and without drift", async () => {
  const drift: CmlDrift[] = [];
  await using cml = await startCmlSimulator({ version: "2.9.1+build.7" });
  await using client = clientOf(cml, { hooks: { onDrift: (difference) => void drift.push(difference) } });
  expect(await client.system.information()).toEqual({
    version: "2.9.1+build.7",
    ready: true,
    allowSshPubkeyAuth: false,
    oui: "52:54:00:00:00:00",
    features: null,
  });
  expect(await client.system.maintenanceMode()).toEqual({
    maintenanceMode: false,
    noticeId: null,
    notice: null,
  });
  expect(cml.requests.count("POST /authenticate")).toBe(0);
  expect(drift).toEqual([]);
});

test("reads the notice of a maintenance, whatever newer members are missing", async () => {
  const drift: CmlDrift[] = [];
  await using server = await loopback((_request, response) =>
    json(response, {
      maintenance_mode: true,
      notice: "n1",
      resolved_notice: {
        id: "n1",
        level: "WARNING",
        label: "L",
        content: "C",
        enabled: true,
        activated: null,
      },
    }),
  );
  await using client = plainClient(server, {
    hooks: { onDrift: (difference) => void drift.push(difference) },
  });
  expect(await client.system.maintenanceMode()).toEqual({
    maintenanceMode: true,
    noticeId: "n1",
    notice: {
      id: "n1",
      level: "WARNING",
      label: "L",
      content: "C",
      enabled: true,
      activatedAt: null,
      groupIds: null,
      acknowledged: null,
    },
  });
  expect(drift).toEqual([]);
});

test("reads a controller's health, without drift", async () => {
  const drift: CmlDrift[] = [];
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml, { hooks: { onDrift: (difference) => void drift.push(difference) } });
  const { computes, ...health } = await client.system.health();
  expect(health).toEqual({
    valid: true,
    isLicensed: true,
    isEnterprise: true,
    controller: { valid: true, coreConnected: true, nodesLoaded: true, imagesLoaded: true },
  });
  expect(Object.values(computes)).toEqual([
    {
      hostname: "cml-controller",
      isController: true,
      valid: true,
      admissionState: "READY",
      kvmVmxEnabled: true,
      enoughCpus: true,
      lldConnected: true,
      lldSynced: true,
      libvirt: true,
      fabric: true,
      deviceMux: true,
      refplatImagesAvailable: true,
      dockerShim: true,
    },
  ]);
  expect(drift).toEqual([]);
});

test("reads a controller's load in bytes and percent, without drift", async () => {
  const drift: CmlDrift[] = [];
  const nowMs = Date.parse("2026-05-20T12:00:00Z");
  await using cml = await startCmlSimulator({ clock: () => nowMs });
  await using client = clientOf(cml, { hooks: { onDrift: (difference) => void drift.push(difference) } });
  const stats = await client.system.stats();
  const wire = cml.stats();
  const [host] = Object.values(wire.computes);
  const dominfo = host?.stats.dominfo;
  const space = ({ used, free, total }: { used: number; free: number; total: number }) => ({
    usedBytes: used,
    freeBytes: free,
    totalBytes: total,
  });
  const workload = {
    cpuPercent: wire.all.cpu.percent,
    cpuCount: 16,
    memory: space(wire.all.memory),
    disk: space(wire.all.disk),
    allocatedCpus: dominfo?.allocated_cpus,
    allocatedMemoryBytes: (dominfo?.allocated_memory ?? 0) * 1_024,
    nodesRunning: dominfo?.running_nodes,
    nodesTotal: dominfo?.total_nodes,
  };
  expect(stats).toEqual({
    ...workload,
    computes: {
      [Object.keys(wire.computes)[0] ?? ""]: {
        ...workload,
        hostname: "cml-controller",
        isController: true,
        cpuModel: host?.stats.cpu.model,
        load: host?.stats.cpu.load,
      },
    },
    controllerDisk: space(wire.controller.disk),
  });
  expect(stats.allocatedMemoryBytes).toBeGreaterThan(2 ** 30);
  expect(drift).toEqual([]);
});
