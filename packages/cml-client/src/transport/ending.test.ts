import { once } from "node:events";
import { startCmlSimulator } from "@cml-fleet/simulator";
import { Agent } from "undici";
import { expect, test } from "vitest";
import { createCmlClient } from "../index.ts";
import { clientOf, failureOf, plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";
import { silentServer } from "../test/silent-server.ts";

/** Pauses for a minute before its second try, unless something ends that. */
const patient = { attempts: 2, baseDelayMs: 60_000, maxDelayMs: 60_000, random: () => 1 };

test("ends a pause before a retry when the caller aborts", async () => {
  await using server = await loopback((_request, response) => json(response, null, 503));
  const leaving = new AbortController();
  // The hook is called just before the pause begins.
  const onAttempt = () => void setImmediate(() => leaving.abort());
  await using client = plainClient(server, { retry: patient, hooks: { onAttempt } });
  expect((await failureOf(client.labs.list({ signal: leaving.signal }))).code).toBe("aborted");
  expect(server.received).toHaveLength(1);
});

test("ends a pause before a retry when the client closes", async () => {
  await using server = await loopback((_request, response) => json(response, null, 503));
  const onAttempt = () => void setImmediate(() => client.close());
  const client = plainClient(server, { retry: patient, hooks: { onAttempt } });
  expect((await failureOf(client.labs.list())).code).toBe("closed");
});

test("takes AbortSignal.timeout for a deadline over all tries, and calls it a time-out", async () => {
  await using server = await loopback((_request, response) => json(response, null, 503));
  await using client = plainClient(server, { retry: patient });
  const failure = await failureOf(client.labs.list({ signal: AbortSignal.timeout(50) }));
  expect(failure).toMatchObject({ code: "timeout", retryable: true });
  expect(server.received).toHaveLength(1);
});

test("ends a wait for an answer when the caller aborts, and sends nothing for a caller who has", async () => {
  const leaving = new AbortController();
  await using server = await loopback(() => leaving.abort());
  await using client = plainClient(server);
  expect((await failureOf(client.labs.list({ signal: leaving.signal }))).code).toBe("aborted");
  expect((await failureOf(client.labs.list({ signal: leaving.signal }))).code).toBe("aborted");
  expect(server.received).toHaveLength(1);
});

test("ends everything under way with code closed: answers, logins, the queue; and refuses to begin", async () => {
  await using cml = await startCmlSimulator();
  cml.faults.add({ fault: { kind: "hang" } });
  const client = clientOf(cml);
  const calls = Array.from({ length: 10 }, () => client.labs.list());
  const failures = Promise.all([...calls, client.system.information()].map(failureOf));
  await client.close();
  await client.close();
  expect(new Set((await failures).map(({ code }) => code))).toEqual(new Set(["closed"]));
  expect((await failureOf(client.labs.list())).code).toBe("closed");
});

test("cuts a connection that is still shaking hands when the client closes", async () => {
  await using nobody = await silentServer();
  const client = createCmlClient({ baseUrl: nobody.url, timeoutMs: 60_000 });
  const connected = nobody.connected();
  const failure = failureOf(client.system.information());
  const closed = once(await connected, "close");
  await client.close();
  await closed;
  expect((await failure).code).toBe("closed");
});

test("leaves a dispatcher open that it did not open", async () => {
  await using server = await loopback((_request, response) => json(response, []));
  const dispatcher = new Agent();
  await plainClient(server, { dispatcher }).close();
  await using client = plainClient(server, { dispatcher });
  expect(await client.labs.list()).toEqual([]);
  await dispatcher.close();
});

test("keeps its connection for the others when those who wait for it leave", async () => {
  const held = Promise.withResolvers<() => void>();
  await using server = await loopback((_request, response) => {
    if (server.received.length === 1) held.resolve(() => json(response, []));
    else json(response, ["l1"]);
  });
  await using client = plainClient(server, { connections: 1 });
  const first = client.labs.list();
  const release = await held.promise;
  const leaving = new AbortController();
  const abandoned = Array.from({ length: 20 }, () => client.labs.list({ signal: leaving.signal }));
  const failures = Promise.all(abandoned.map(failureOf));
  const last = client.labs.list();
  leaving.abort();
  expect(new Set((await failures).map(({ code }) => code))).toEqual(new Set(["aborted"]));
  release();
  expect(await first).toEqual([]);
  expect(await last).toEqual(["l1"]);
  expect(server.received).toHaveLength(2);
  expect(server.connections).toBe(1);
});
