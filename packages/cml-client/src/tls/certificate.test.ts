import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import { createCmlClient, normalizeFingerprint } from "../index.ts";
import { clientOf, failureOf, plainClient } from "../test/clients.ts";
import { loopback } from "../test/loopback.ts";
import { silentServer } from "../test/silent-server.ts";

test("shows the certificate a controller presents, whatever is trusted, and sends no request", async () => {
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml, { tls: { trust: "system" } });
  expect(await client.certificate()).toEqual({
    fingerprint256: normalizeFingerprint(cml.fingerprint256),
    subject: "CN=cml-controller",
    issuer: "CN=cml-controller",
    validFrom: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.000Z$/),
    validTo: expect.stringMatching(/Z$/),
    selfSigned: true,
  });
  expect(cml.requests.count()).toBe(0);
});

test("shows a renewed certificate at once", async () => {
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml);
  const before = await client.certificate();
  await cml.renewCertificate();
  const after = await client.certificate();
  expect(after.fingerprint256).not.toBe(before.fingerprint256);
  expect(after.fingerprint256).toBe(normalizeFingerprint(cml.fingerprint256));
});

test("says that nobody listens, that nobody answers, and that nobody speaks TLS", async () => {
  await using nobody = await silentServer();
  const silent = createCmlClient({ baseUrl: nobody.url, timeoutMs: 50 });
  expect(await failureOf(silent.certificate())).toMatchObject({ code: "timeout", operation: "certificate" });
  await using plain = await loopback((_request, response) => response.end());
  const plainText = createCmlClient({ baseUrl: plain.url.replace("http:", "https:") });
  expect((await failureOf(plainText.certificate())).code).toBe("connection");
  const gone = createCmlClient({ baseUrl: "https://127.0.0.1:1" });
  expect((await failureOf(gone.certificate())).code).toBe("connection");
});

test("presents none over http", async () => {
  await using server = await loopback((_request, response) => response.end());
  expect((await failureOf(plainClient(server).certificate())).code).toBe("invalid_request");
  expect(server.connections).toBe(0);
});

test("ends the look when the caller aborts, and when the client closes", async () => {
  await using nobody = await silentServer();
  const client = createCmlClient({ baseUrl: nobody.url });
  const leaving = new AbortController();
  const connected = nobody.connected();
  const left = failureOf(client.certificate({ signal: leaving.signal }));
  const cut = failureOf(client.certificate());
  await connected;
  leaving.abort();
  expect((await left).code).toBe("aborted");
  await client.close();
  expect((await cut).code).toBe("closed");
  expect((await failureOf(client.certificate())).code).toBe("closed");
});

test("keeps to the time limit of the call, and refuses one that is none", async () => {
  await using nobody = await silentServer();
  const client = createCmlClient({ baseUrl: nobody.url });
  expect((await failureOf(client.certificate({ timeoutMs: 30 }))).code).toBe("timeout");
  expect((await failureOf(client.certificate({ timeoutMs: -5 }))).code).toBe("invalid_request");
  const signal = {} as AbortSignal;
  expect((await failureOf(client.certificate({ signal }))).code).toBe("invalid_request");
  await client.close();
});
