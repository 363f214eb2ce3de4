import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createIdentity, startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import { fingerprintOf, gatewayTo, targetOf } from "./test/scene.ts";

test("pins the certificate of the first visit, and believes it from then on", async () => {
  await using cml = await startCmlSimulator();
  await using gateway = gatewayTo(cml);
  const { fingerprint256, failures } = await gateway.collect(targetOf(cml));
  expect(fingerprint256).toBe(fingerprintOf(cml));
  expect(failures).toEqual([]);
  const pinned = targetOf(cml, fingerprint256 === null ? {} : { fingerprint256 });
  expect(await gateway.collect(pinned)).toMatchObject({ fingerprint256, failures: [] });
  expect(cml.requests.count("POST /authenticate")).toBe(1);
});

test("pins before it sends: a controller that changes its certificate after the first look gets nothing", async () => {
  const requests: string[] = [];
  const server = createServer(await createIdentity("first"), ({ url = "" }, response) => {
    requests.push(url);
    response.end("{}");
  });
  const second = await createIdentity("second");
  // By now the connection has its certificate; the next one gets the other.
  server.once("connection", () => server.setSecureContext({ ...second }));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await using gateway = gatewayTo({ username: "admin", password: "secret" });
  const target = { workerId: "w1", workerName: "lab-1", region: "eu-west-1", endpoint };
  const { failures, fingerprint256 } = await gateway.collect(target);
  expect(failures).toMatchObject([{ code: "certificate_changed" }]);
  expect(fingerprint256).toBeNull();
  expect(requests).toEqual([]);
  server.close();
});

test("sends nothing to a controller whose certificate is not the known one, and names both", async () => {
  await using cml = await startCmlSimulator();
  await using gateway = gatewayTo(cml);
  const known = fingerprintOf(cml);
  await cml.renewCertificate();
  const target = targetOf(cml, { fingerprint256: known });
  const report = await gateway.collect(target);
  expect(report).toMatchObject({ version: null, stats: null, labCount: null, fingerprint256: null });
  expect(report.failures).toMatchObject([{ code: "certificate_changed" }]);
  expect(report.failures[0]?.message).toContain(known);
  expect(report.failures[0]?.message).toContain(fingerprintOf(cml));
  await expect(gateway.labs(target)).rejects.toMatchObject({ code: "unavailable", retryable: false });
  expect(cml.requests.count()).toBe(0);
});

test("goes on with the new certificate once the fleet trusts it", async () => {
  await using cml = await startCmlSimulator();
  await using gateway = gatewayTo(cml);
  const known = fingerprintOf(cml);
  await gateway.collect(targetOf(cml, { fingerprint256: known }));
  await cml.renewCertificate();
  const renewed = targetOf(cml, { fingerprint256: fingerprintOf(cml) });
  expect(await gateway.collect(renewed)).toMatchObject({ failures: [], fingerprint256: fingerprintOf(cml) });
});

test("pins nothing where no answer came over the certificate it saw", async () => {
  await using cml = await startCmlSimulator();
  await using gateway = gatewayTo(cml);
  cml.faults.add({ fault: { kind: "reset" } });
  expect(await gateway.collect(targetOf(cml))).toMatchObject({
    fingerprint256: null,
    failures: [{ code: "unreachable" }],
  });
});

test("trusts by the system's authorities when told to, and then looks at no certificate of its own", async () => {
  await using cml = await startCmlSimulator();
  await using gateway = gatewayTo(cml, { tls: { trust: "system" } });
  const report = await gateway.collect(targetOf(cml, { fingerprint256: fingerprintOf(cml) }));
  expect(report).toMatchObject({ fingerprint256: null, failures: [{ code: "certificate_untrusted" }] });
  expect(cml.requests.count()).toBe(0);
});

test("trusts by a given authority, and reports no fingerprint then", async () => {
  await using cml = await startCmlSimulator();
  await using gateway = gatewayTo(cml, { tls: { trust: "ca", ca: cml.identity.cert } });
  const report = await gateway.collect(targetOf(cml, { fingerprint256: "f".repeat(64) }));
  expect(report).toMatchObject({ fingerprint256: null, failures: [], labCount: 3 });
});
