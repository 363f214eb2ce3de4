import { expect, test } from "vitest";
import type { CmlDrift } from "../index.ts";
import { plainClient } from "../test/clients.ts";
import { idOf } from "../test/ids.ts";
import { json, loopback } from "../test/loopback.ts";

/** Reads one answer twice, and notes the drift that is told. */
async function reading(answer: unknown) {
  const drift: CmlDrift[] = [];
  const server = await loopback((_request, response) => json(response, answer));
  const hooks = { onDrift: (difference: CmlDrift) => void drift.push(difference) };
  const client = plainClient(server, { hooks });
  return {
    drift,
    client,
    places: () => drift.map(({ kind, path }) => `${kind} ${path}`),
    async [Symbol.asyncDispose]() {
      await client.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

test("reports members nobody knows, once for each place, whichever host or element they are in", async () => {
  const compute = { hostname: "c", is_controller: true, gpu: 1, stats: { cpu: { turbo: 1 } } };
  await using subject = await reading({ computes: { c1: compute, c2: compute }, all: null, moon: "full" });
  for (const _ of [1, 2]) expect((await subject.client.system.stats()).computes["c2"]?.hostname).toBe("c");
  expect(subject.drift[0]).toEqual({
    operation: "GET /system_stats",
    path: "computes.*.gpu",
    kind: "unknown_key",
  });
  expect(subject.places()).toEqual([
    "unknown_key computes.*.gpu",
    "unknown_key computes.*.stats.cpu.turbo",
    "unknown_key moon",
  ]);
});

test("tells no id, where one is the name of a member that nobody knows", async () => {
  await using subject = await reading({ all: null, [idOf(1)]: 1, [idOf(2)]: 2 });
  await subject.client.system.stats();
  expect(subject.places()).toEqual(["unknown_key *"]);
});

test("reports values it cannot read, once for each place, and treats them as unknown", async () => {
  const host = (percent: unknown) => ({
    hostname: "c",
    stats: { cpu: { count: 8, percent, load: [1, "x"] } },
  });
  await using subject = await reading({
    computes: { c1: host("many"), c2: host({}) },
    all: { cpu: { count: "16", percent: 3 }, memory: [1], disk: { used: 1, free: null, total: 2 } },
  });
  for (const _ of [1, 2]) {
    expect(await subject.client.system.stats()).toMatchObject({
      cpuCount: null,
      cpuPercent: 3,
      memory: { usedBytes: null },
      disk: { usedBytes: 1, freeBytes: null, totalBytes: 2 },
      computes: { c1: { cpuCount: 8, cpuPercent: null, load: null }, c2: { cpuPercent: null } },
    });
  }
  expect(subject.places().toSorted()).toEqual([
    "unreadable all.cpu.count",
    "unreadable all.memory",
    "unreadable computes.*.stats.cpu.load",
    "unreadable computes.*.stats.cpu.load.*",
    "unreadable computes.*.stats.cpu.percent",
  ]);
});

test("drops a list of words with something else in it, and keeps the lab", async () => {
  await using subject = await reading({ lab_title: "T", effective_permissions: ["lab_view", 7], groups: 0 });
  expect(await subject.client.labs.get(idOf(1))).toMatchObject({
    title: "T",
    effectivePermissions: null,
    groups: null,
  });
  expect(subject.places()).toContain("unreadable effective_permissions");
});

test("keeps the call safe from a hook that throws", async () => {
  await using server = await loopback((_request, response) => json(response, { version: "2.9.0", ready: 1 }));
  const broken = () => {
    throw new Error("broken hook");
  };
  await using client = plainClient(server, {
    hooks: { onDrift: broken, onAttempt: broken, onLogin: broken },
  });
  expect(await client.system.information()).toMatchObject({ version: "2.9.0", ready: null });
});

test("reads the same without anybody who wants to know of drift", async () => {
  await using server = await loopback((_request, response) =>
    json(response, { version: 2, ready: true, x: 1 }),
  );
  await using client = plainClient(server);
  expect(await client.system.information()).toMatchObject({ version: null, ready: true });
});

test("keeps null, absent and 0 apart: the first two are unknown, the last is zero", async () => {
  const dominfo = { running_nodes: 0, allocated_cpus: 0, allocated_memory: 0 };
  await using subject = await reading({
    computes: { c1: { stats: { dominfo } } },
    all: { cpu: { count: null, percent: 0 } },
  });
  expect(await subject.client.system.stats()).toMatchObject({
    cpuPercent: 0,
    cpuCount: null,
    memory: { usedBytes: null, freeBytes: null, totalBytes: null },
    nodesRunning: 0,
    allocatedCpus: 0,
    allocatedMemoryBytes: 0,
    nodesTotal: null,
  });
  expect(subject.drift).toEqual([]);
});

test("knows no sum when one host keeps its part to itself", async () => {
  const host = (running_nodes: unknown) => ({ stats: { dominfo: { running_nodes, total_nodes: 5 } } });
  await using subject = await reading({ computes: { c1: host(3), c2: host(null) } });
  expect(await subject.client.system.stats()).toMatchObject({ nodesRunning: null, nodesTotal: 10 });
});

test("takes an answer that shares no member with the expected one for somebody else's", async () => {
  await using subject = await reading({ status: "ok" });
  await expect(subject.client.system.information()).rejects.toMatchObject({ code: "unexpected" });
  await expect(subject.client.system.health()).rejects.toMatchObject({ code: "unexpected" });
});
