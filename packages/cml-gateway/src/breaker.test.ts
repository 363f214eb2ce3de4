import { manualClock } from "@cml-fleet/core/testing";
import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import { fingerprintOf, gatewayTo, silentServer, targetOf } from "./test/scene.ts";

test("leaves a controller alone for a minute after three time-outs in a row: not even a connection", async () => {
  await using cml = await startCmlSimulator();
  await using nobody = await silentServer();
  const clock = manualClock();
  await using gateway = gatewayTo(cml, { visitMs: 40, clock });
  const target = targetOf(cml, { endpoint: nobody.url });
  for (const _ of [1, 2, 3]) await gateway.collect(target);
  expect(nobody.connections).toBe(3);
  clock.advance(59_999);
  expect(await gateway.collect(target)).toMatchObject({ version: null, failures: [{ code: "timeout" }] });
  expect(nobody.connections).toBe(3);
  clock.advance(1);
  await gateway.collect(target);
  expect(nobody.connections).toBe(4);
  await gateway.collect(target);
  expect(nobody.connections).toBe(4);
});

test("visits again after the minute, and starts counting afresh once the controller answered", async () => {
  await using cml = await startCmlSimulator();
  const clock = manualClock();
  await using gateway = gatewayTo(cml, { visitMs: 300, clock });
  const target = targetOf(cml, { fingerprint256: fingerprintOf(cml) });
  cml.faults.add({ fault: { kind: "hang" } });
  for (const _ of [1, 2, 3, 4]) await gateway.collect(target);
  expect(cml.requests.count()).toBe(3);
  cml.faults.clear();
  clock.advance(60_000);
  expect(await gateway.collect(target)).toMatchObject({ version: cml.version, failures: [] });
  cml.faults.add({ fault: { kind: "hang" }, times: 2 });
  for (const _ of [1, 2]) expect((await gateway.collect(target)).version).toBeNull();
  expect((await gateway.collect(target)).version).toBe(cml.version);
});

test("does not count a controller that answers a part, nor one that refuses connections", async () => {
  await using cml = await startCmlSimulator();
  await using gateway = gatewayTo(cml, { visitMs: 300, clock: manualClock() });
  cml.faults.add({ operation: "GET /licensing", fault: { kind: "hang" } });
  for (const _ of [1, 2, 3, 4]) await gateway.collect(targetOf(cml));
  expect(cml.requests.count("GET /system_information")).toBe(4);
  cml.faults.clear();
  cml.faults.add({ fault: { kind: "reset" } });
  for (const _ of [1, 2, 3, 4]) await gateway.collect(targetOf(cml));
  expect(cml.requests.count("GET /system_information")).toBe(8);
});

test("visits at once a worker that moved to another address, or was forgotten", async () => {
  await using cml = await startCmlSimulator();
  await using nobody = await silentServer();
  await using gateway = gatewayTo(cml, { visitMs: 300, clock: manualClock() });
  const gone = targetOf(cml, { endpoint: nobody.url });
  for (const _ of [1, 2, 3]) await gateway.collect(gone);
  await gateway.forget(["w1"]);
  for (const _ of [1, 2, 3, 4]) await gateway.collect(gone);
  expect(nobody.connections).toBe(6);
  expect(await gateway.collect(targetOf(cml))).toMatchObject({ version: cml.version });
});

test("throws aborted rather than give an old report to a caller who gave up", async () => {
  await using cml = await startCmlSimulator();
  await using nobody = await silentServer();
  await using gateway = gatewayTo(cml, { visitMs: 40, clock: manualClock() });
  const target = targetOf(cml, { endpoint: nobody.url });
  for (const _ of [1, 2, 3]) await gateway.collect(target);
  await expect(gateway.collect(target, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "aborted",
  });
});

test("visits a controller that is being left alone when the caller insists", async () => {
  await using cml = await startCmlSimulator();
  await using gateway = gatewayTo(cml, { visitMs: 300, clock: manualClock() });
  cml.faults.add({ fault: { kind: "hang" } });
  for (const _ of [1, 2, 3]) await gateway.collect(targetOf(cml));
  cml.faults.clear();
  expect((await gateway.collect(targetOf(cml))).version).toBeNull();
  expect((await gateway.collect(targetOf(cml), { insist: true })).version).toBe(cml.version);
  expect((await gateway.collect(targetOf(cml))).version).toBe(cml.version);
});

test("tells again and again why a controller gives no answer, however often it is visited", async () => {
  await using cml = await startCmlSimulator();
  await using gateway = gatewayTo(cml, { visitMs: 60, timeoutMs: 50, clock: manualClock() });
  const target = targetOf(cml);
  await gateway.collect(target);
  cml.faults.add({ fault: { kind: "hang" } });
  for (let visit = 0; visit < 12; visit++) {
    const { failures } = await gateway.collect(target, { insist: true });
    expect(failures).toMatchObject([{ code: "timeout" }]);
  }
});
