import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import { fingerprintOf, gatewayTo, silentServer, targetOf } from "./test/scene.ts";

const nothing = { version: null, ready: null, stats: null, health: null, licensing: null, labCount: null };

test("learns everything in one visit, with five requests and a login", async () => {
  const nowMs = Date.parse("2026-05-20T12:00:00Z");
  await using cml = await startCmlSimulator({ clock: () => nowMs });
  await using gateway = gatewayTo(cml);
  const wire = cml.stats();
  const dominfo = Object.values(wire.computes)[0]?.stats.dominfo;
  expect(await gateway.collect(targetOf(cml))).toEqual({
    version: cml.version,
    ready: true,
    stats: {
      cpuPercent: wire.all.cpu.percent,
      cpuCount: 16,
      memoryUsedBytes: wire.all.memory.used,
      memoryTotalBytes: wire.all.memory.total,
      diskUsedBytes: wire.all.disk.used,
      diskTotalBytes: wire.all.disk.total,
      allocatedCpus: dominfo?.allocated_cpus,
      allocatedMemoryBytes: (dominfo?.allocated_memory ?? 0) * 1_024,
      nodesRunning: dominfo?.running_nodes,
      nodesTotal: dominfo?.total_nodes,
    },
    health: { valid: true, licensed: true, enterprise: true },
    licensing: {
      registration: "COMPLETED",
      authorization: "IN_COMPLIANCE",
      expiresAt: "2026-07-19T12:00:00.000Z",
    },
    labCount: 3,
    fingerprint256: fingerprintOf(cml),
    failures: [],
  });
  expect(cml.requests.count()).toBe(6);
});

test.each([
  ["GET /system_stats", "stats"],
  ["GET /system_health", "health"],
  ["GET /licensing", "licensing"],
  ["GET /labs", "labCount"],
] as const)("keeps the rest when %s fails", async (operation, part) => {
  await using cml = await startCmlSimulator();
  await using gateway = gatewayTo(cml);
  cml.faults.add({ operation, fault: { kind: "status", status: 500 } });
  const report = await gateway.collect(targetOf(cml));
  const unknown = Object.entries(report).filter(([, value]) => value === null);
  expect(unknown.map(([name]) => name)).toEqual([part]);
  expect(report.failures).toEqual([
    { code: "server_error", message: expect.stringContaining(`CML of lab-1: ${operation}:`) },
  ]);
});

test.each([
  [{ kind: "status", status: 403 }, "forbidden"],
  [{ kind: "status", status: 404 }, "bad_answer"],
  [{ kind: "status", status: 429 }, "server_error"],
  [{ kind: "status", status: 200, body: "<html>Sign in to the guest network</html>" }, "bad_answer"],
  [{ kind: "truncated" }, "unreachable"],
  [{ kind: "html" }, "not_ready"],
] as const)("says what is wrong in its own words: %j is %s", async (fault, code) => {
  await using cml = await startCmlSimulator();
  await using gateway = gatewayTo(cml);
  cml.faults.add({ operation: "GET /system_stats", fault });
  expect((await gateway.collect(targetOf(cml))).failures).toMatchObject([{ code }]);
});

test("tells a controller that boots from one that is ready", async () => {
  let nowMs = Date.parse("2026-05-20T12:00:00Z");
  await using cml = await startCmlSimulator({ bootMs: 60_000, clock: () => nowMs });
  await using gateway = gatewayTo(cml);
  const booting = await gateway.collect(targetOf(cml));
  expect(booting).toMatchObject({ ...nothing, failures: [{ code: "not_ready" }] });
  nowMs += 30_000;
  expect(await gateway.collect(targetOf(cml))).toMatchObject({ version: cml.version, ready: false });
  nowMs += 30_000;
  expect(await gateway.collect(targetOf(cml))).toMatchObject({ ready: true, failures: [] });
});

test("says that nobody listens, and where", async () => {
  const cml = await startCmlSimulator();
  await cml.close();
  await using gateway = gatewayTo(cml);
  for (const target of [targetOf(cml), targetOf(cml, { fingerprint256: "f".repeat(64) })]) {
    const report = await gateway.collect(target);
    expect(report).toMatchObject({ ...nothing, fingerprint256: null, failures: [{ code: "unreachable" }] });
    expect(report.failures[0]?.message).toContain(cml.url);
  }
});

test("ends within the limit of a visit, whatever hangs", async () => {
  await using cml = await startCmlSimulator();
  await using nobody = await silentServer();
  await using gateway = gatewayTo(cml, { timeoutMs: 60_000, visitMs: 300 });
  expect(await gateway.collect(targetOf(cml, { endpoint: nobody.url }))).toMatchObject({
    ...nothing,
    failures: [{ code: "timeout" }],
  });
  for (const operation of ["POST /authenticate", "GET /licensing", "*"]) {
    cml.faults.clear();
    await gateway.forget(["w1"]);
    cml.faults.add({ operation, fault: { kind: "hang" } });
    const { failures } = await gateway.collect(targetOf(cml));
    expect(failures.map(({ code }) => code)).toEqual(["timeout"]);
  }
});

test("cannot visit an address that is none, and says so without quoting it", async () => {
  await using gateway = gatewayTo({ username: "admin", password: "admin" });
  const target = { workerId: "w1", workerName: "lab-1", region: "eu-west-1" };
  const { failures } = await gateway.collect({ ...target, endpoint: "https://admin:hunter2@127.0.0.1" });
  expect(failures).toMatchObject([{ code: "bad_answer" }]);
  expect(failures[0]?.message).not.toContain("hunter2");
});

test("throws aborted when the caller gives up, and nothing else", async () => {
  await using cml = await startCmlSimulator();
  await using nobody = await silentServer();
  await using gateway = gatewayTo(cml);
  const leaving = new AbortController();
  const visit = gateway.collect(targetOf(cml, { endpoint: nobody.url }), { signal: leaving.signal });
  const expected = expect(visit).rejects.toMatchObject({ name: "CoreError", code: "aborted" });
  await nobody.connected();
  leaving.abort();
  await expected;
  await expect(gateway.collect(targetOf(cml), { signal: leaving.signal })).rejects.toMatchObject({
    code: "aborted",
  });
  expect(cml.requests.count()).toBe(0);
});

test("forgets a worker's login, and ends what is under way with it", async () => {
  await using cml = await startCmlSimulator();
  await using gateway = gatewayTo(cml, { timeoutMs: 60_000, visitMs: 60_000 });
  await gateway.collect(targetOf(cml));
  await gateway.forget(["w1", "unknown"]);
  await gateway.collect(targetOf(cml));
  expect(cml.requests.count("POST /authenticate")).toBe(2);
  await using nobody = await silentServer();
  const pinned = { endpoint: nobody.url, fingerprint256: fingerprintOf(cml) };
  const visit = gateway.collect(targetOf(cml, pinned));
  await nobody.connected();
  await gateway.forget(["w1"]);
  expect((await visit).version).toBeNull();
});
