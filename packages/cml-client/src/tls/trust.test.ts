import { type CmlSimulator, createIdentity, startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import { type CmlTls, createCmlClient, normalizeFingerprint } from "../index.ts";
import { clientOf, failureOf } from "../test/clients.ts";

const withTls = (cml: CmlSimulator, tls: CmlTls) => clientOf(cml, { tls });

test("by default refuses a self-signed certificate, and sends nothing", async () => {
  await using cml = await startCmlSimulator();
  await using client = createCmlClient({
    baseUrl: cml.url,
    auth: { username: cml.username, password: cml.password },
  });
  const failure = await failureOf(client.labs.list());
  expect(failure).toMatchObject({ code: "certificate_untrusted", retryable: false });
  expect(failure.message).toContain('tls { trust: "pinned" }');
  expect(cml.requests.count()).toBe(0);
});

test("believes a certificate of the given authority", async () => {
  await using cml = await startCmlSimulator();
  await using client = withTls(cml, { trust: "ca", ca: cml.identity.cert });
  expect(await client.labs.list()).toHaveLength(2);
});

test("refuses a certificate of the right authority for another host name", async () => {
  const identity = await createIdentity("elsewhere.example");
  await using cml = await startCmlSimulator({ host: "127.0.0.2", identity });
  await using client = withTls(cml, { trust: "ca", ca: cml.identity.cert });
  expect((await failureOf(client.labs.list())).code).toBe("certificate_untrusted");
  expect(cml.requests.count()).toBe(0);
});

test("refuses a certificate of another authority", async () => {
  await using cml = await startCmlSimulator();
  const { cert: ca } = await createIdentity("somebody else");
  await using client = withTls(cml, { trust: "ca", ca });
  expect((await failureOf(client.labs.list())).code).toBe("certificate_untrusted");
  expect(cml.requests.count()).toBe(0);
});

test("believes the pinned certificate under any address, with colons or without, in either case", async () => {
  await using cml = await startCmlSimulator({ host: "127.0.0.2" });
  const colons = cml.fingerprint256;
  const plain = colons.replaceAll(":", "");
  for (const fingerprint256 of [colons, colons.toLowerCase(), plain, ` ${plain.toLowerCase()}\n`]) {
    await using client = withTls(cml, { trust: "pinned", fingerprint256 });
    expect(await client.labs.list()).toHaveLength(2);
  }
});

test("sends nothing, not even a login, to a controller whose certificate is not the pinned one any more", async () => {
  await using cml = await startCmlSimulator();
  const pinned = cml.fingerprint256;
  await cml.renewCertificate();
  await using client = clientOf(cml, {
    tls: { trust: "pinned", fingerprint256: pinned },
    retry: { attempts: 3 },
  });
  const calls = [client.labs.list(), client.system.information(), client.system.stats()];
  for (const failure of await Promise.all(calls.map(failureOf))) {
    expect(failure).toMatchObject({
      code: "certificate_changed",
      retryable: false,
      expected: normalizeFingerprint(pinned),
      actual: normalizeFingerprint(cml.fingerprint256),
    });
  }
  expect(cml.requests.count()).toBe(0);
});

test("accepts any certificate only where that is asked for by its dangerous name", async () => {
  await using cml = await startCmlSimulator();
  await using client = withTls(cml, { trust: "dangerouslyAcceptAnyCertificate" });
  expect(await client.labs.list()).toHaveLength(2);
  await cml.renewCertificate();
  await using another = withTls(cml, { trust: "dangerouslyAcceptAnyCertificate" });
  expect(await another.labs.list()).toHaveLength(2);
});

test.each<CmlTls>([
  { trust: "ca", ca: "not a certificate" },
  { trust: "pinned", fingerprint256: "ab:cd" },
  { trust: "pinned", fingerprint256: `${"0".repeat(63)}g` },
])("refuses trust in what is no certificate: %j", (tls) => {
  expect(() => createCmlClient({ baseUrl: "https://127.0.0.1", tls })).toThrow(
    expect.objectContaining({ code: "invalid_request" }),
  );
});
