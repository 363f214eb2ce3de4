import { X509Certificate } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { createIdentity } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import {
  type CmlClientOptions,
  CmlError,
  type CmlEvent,
  type CmlEventStream,
  createCmlClient,
} from "../index.ts";
import { type EventServer, eventServer } from "../test/event-server.ts";
import { json } from "../test/loopback.ts";
import { agingCache, fakeJwt } from "../test/tokens.ts";
import { frame, frameHead, TEXT } from "../test/web-socket-frames.ts";

const fast = { baseDelayMs: 5, maxDelayMs: 20 };

const clientOf = (server: EventServer, options: Partial<CmlClientOptions> = {}) =>
  createCmlClient({
    baseUrl: server.url,
    allowHttp: true,
    auth: { token: "a.static.token" },
    retry: { attempts: 1 },
    events: fast,
    ...options,
  });

const booted = (id: string) => ({
  event_type: "state_change",
  event: "BOOTED",
  element_type: "Node",
  element_id: id,
  lab_id: "lab",
});
const bootedEvent = (id: string) => ({
  type: "state_change",
  labId: "lab",
  elementType: "node",
  elementId: id,
  state: "BOOTED",
});
const resync = { type: "resync", reason: "reconnected", dropped: 0 };

async function nextOf(events: CmlEventStream): Promise<CmlEvent> {
  const { value, done } = await events.next();
  if (done) throw new Error("The events are over, against expectation.");
  return value;
}

async function failureOf(events: CmlEventStream): Promise<CmlError> {
  for (;;) {
    try {
      const { done } = await events.next();
      if (done) throw new Error("The events end without an error, against expectation.");
    } catch (error) {
      if (CmlError.is(error)) return error;
      throw error;
    }
  }
}

/** Connected, and past the greeting. */
async function connected(server: EventServer, events: CmlEventStream) {
  const greeting = nextOf(events);
  const peer = await server.peer();
  await peer.hello;
  peer.send(booted("first"));
  expect(await greeting).toEqual({ type: "connected" });
  expect(await nextOf(events)).toEqual(bootedEvent("first"));
  return peer;
}

test("introduces itself with its token, and tells what the controller tells", async () => {
  await using server = await eventServer();
  await using cml = clientOf(server);
  await using events = cml.events();
  expect(server.peers).toHaveLength(0);
  const peer = await connected(server, events);
  expect(await peer.hello).toEqual({
    token: "a.static.token",
    client_uuid: expect.stringMatching(/^[\da-f-]{36}$/),
  });
  peer.send({ event_type: "lab_event", event: "Created", lab_id: "lab", data: { title: "x" } });
  expect(await nextOf(events)).toEqual({
    type: "lab_event",
    labId: "lab",
    event: "created",
    data: { title: "x" },
  });
});

test("believes the pinned certificate and its authority, no other, and says hello to no other", async () => {
  const identity = await createIdentity("cml");
  const { fingerprint256 } = new X509Certificate(identity.cert);
  await using server = await eventServer({ identity });
  for (const tls of [
    { trust: "pinned", fingerprint256 },
    { trust: "ca", ca: identity.cert },
    { trust: "dangerouslyAcceptAnyCertificate" },
  ] as const) {
    await using cml = clientOf(server, { tls });
    await using events = cml.events();
    await connected(server, events);
  }
  const { cert } = await createIdentity("somebody else");
  const refusals = [
    [{ trust: "system" }, "certificate_untrusted"],
    [{ trust: "ca", ca: cert }, "certificate_untrusted"],
    [{ trust: "pinned", fingerprint256: new X509Certificate(cert).fingerprint256 }, "certificate_changed"],
  ] as const;
  for (const [tls, code] of refusals) {
    await using cml = clientOf(server, { tls });
    await using events = cml.events();
    expect((await failureOf(events)).code).toBe(code);
    expect(await events.next()).toEqual({ done: true, value: undefined });
  }
  expect(server.peers).toHaveLength(3);
});

test("connects again when the connection drops, and says that something may be missing", async () => {
  await using server = await eventServer();
  await using cml = clientOf(server);
  await using events = cml.events();
  const peer = await connected(server, events);
  peer.drop();
  expect(await nextOf(events)).toMatchObject({ type: "disconnected", error: { code: "connection" } });
  const again = await server.peer();
  again.send(booted("second"));
  expect(await nextOf(events)).toEqual(resync);
  expect(await nextOf(events)).toEqual(bootedEvent("second"));
});

test("takes silence for the end of the connection", async () => {
  await using server = await eventServer();
  await using cml = clientOf(server, { events: { ...fast, stallMs: 60 } });
  await using events = cml.events();
  const peer = await connected(server, events);
  expect(await nextOf(events)).toMatchObject({ type: "disconnected", error: { code: "timeout" } });
  await peer.gone;
  (await server.peer()).send(booted("second"));
  expect(await nextOf(events)).toEqual(resync);
});

test("takes any word for a sign of life", async () => {
  await using server = await eventServer();
  await using cml = clientOf(server, { events: { ...fast, stallMs: 400 } });
  await using events = cml.events();
  const peer = await connected(server, events);
  // Longer than the silence that would be too long.
  for (let index = 0; index < 20; index++) {
    await pause(25);
    peer.send(booted(`n${index}`));
    expect(await nextOf(events)).toEqual(bootedEvent(`n${index}`));
  }
  expect(server.peers).toHaveLength(1);
});

test("does not wait for a handshake for ever", async () => {
  await using server = await eventServer({ onUpgrade: () => false });
  await using cml = clientOf(server, { timeoutMs: 30 });
  await using events = cml.events();
  expect(await nextOf(events)).toMatchObject({ type: "disconnected", error: { code: "timeout" } });
});

test("logs in again when the controller does not take the token any more", async () => {
  let logins = 0;
  await using server = await eventServer({
    answer: (_request, response) => json(response, `token.${++logins}`),
  });
  await using cml = clientOf(server, { auth: { username: "u", password: "p" } });
  await using events = cml.events();
  const peer = await connected(server, events);
  expect((await peer.hello).token).toBe("token.1");
  peer.close(3_000, "Unauthorized");
  expect(await nextOf(events)).toMatchObject({ type: "disconnected" });
  const again = await server.peer();
  expect((await again.hello).token).toBe("token.2");
  again.send(booted("second"));
  expect(await nextOf(events)).toEqual(resync);
});

test("makes the connection anew, without a pause, before its token ends", async () => {
  let logins = 0;
  await using server = await eventServer({
    answer: (_request, response) => json(response, `token.${++logins}`),
  });
  const tokenCache = agingCache();
  await using cml = clientOf(server, {
    auth: { username: "u", password: "p" },
    tokenCache,
    events: { baseDelayMs: 60_000 },
  });
  await using events = cml.events();
  const peer = await connected(server, events);
  tokenCache.age();
  peer.send(booted("second"));
  expect(await nextOf(events)).toEqual(bootedEvent("second"));
  const again = await server.peer();
  expect((await again.hello).token).toBe("token.2");
  expect(await peer.goodbye).toBe(1_005);
  again.send(booted("third"));
  expect(await nextOf(events)).toEqual(resync);
  expect(await nextOf(events)).toEqual(bootedEvent("third"));
});

test("keeps its connection although its token ends at once by this machine's clock", async () => {
  await using server = await eventServer();
  const token = fakeJwt({ exp: 1 });
  await using cml = clientOf(server, { auth: { token: () => token } });
  await using events = cml.events();
  const peer = await connected(server, events);
  peer.send(booted("second"));
  expect(await nextOf(events)).toEqual(bootedEvent("second"));
  expect(server.peers).toHaveLength(1);
});

test("pauses longer with each failure, by full jitter, up to the longest pause", async () => {
  await using server = await eventServer({
    onUpgrade(_request, socket) {
      socket.destroy();
      return false;
    },
  });
  const shares = [0.5, 0.5, 0.5, 0.25, 0.99];
  await using cml = clientOf(server, {
    events: { baseDelayMs: 4, maxDelayMs: 20, random: () => shares.shift() ?? 1 },
  });
  await using events = cml.events();
  const pauses: number[] = [];
  for (const _ of [1, 2, 3, 4, 5]) {
    const event = await nextOf(events);
    if (event.type === "disconnected") pauses.push(event.retryInMs);
  }
  expect(pauses).toEqual([2, 4, 8, 5, 20]);
});

test("gives up when a new token is refused as well, after one new login", async () => {
  let logins = 0;
  await using server = await eventServer({
    answer: (_request, response) => json(response, `token.${++logins}`),
  });
  await using cml = clientOf(server, { auth: { username: "u", password: "p" } });
  await using events = cml.events();
  const failure = failureOf(events);
  for (const _ of [1, 2]) (await server.peer()).close(3_000, "Unauthorized");
  expect(await failure).toMatchObject({ code: "unauthorized", retryable: false });
  expect(logins).toBe(2);
  expect(server.peers).toHaveLength(2);
});

test("says that it needs a login, and that credentials are refused", async () => {
  await using server = await eventServer({ answer: (_request, response) => json(response, "no", 403) });
  const { auth: _none, ...open } = { baseUrl: server.url, allowHttp: true, auth: null };
  await using cml = createCmlClient(open);
  expect((await failureOf(cml.events())).code).toBe("unauthorized");
  await using wrong = clientOf(server, { auth: { username: "u", password: "p" } });
  expect((await failureOf(wrong.events())).code).toBe("credentials_refused");
});

test("gives up where there are no events, and tries again where the controller is only starting", async () => {
  let status = 502;
  await using server = await eventServer({
    onUpgrade(_request, socket) {
      socket.end(`HTTP/1.1 ${status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      return false;
    },
  });
  await using cml = clientOf(server);
  await using events = cml.events();
  expect(await nextOf(events)).toMatchObject({
    type: "disconnected",
    error: { code: "unavailable", status: 502 },
  });
  status = 404;
  expect(await failureOf(events)).toMatchObject({ code: "not_found" });
});

test("passes garbage on as unknown, and goes on", async () => {
  await using server = await eventServer();
  await using cml = clientOf(server);
  await using events = cml.events();
  const peer = await connected(server, events);
  peer.sendBytes(frame(TEXT, `<html>${"x".repeat(2_000)}`));
  for (const value of [null, 7, [], { event_type: "WEATHER", sun: true }, { event_type: "state_change" }])
    peer.send(value);
  peer.send(booted("second"));
  expect(await nextOf(events)).toEqual({
    type: "unknown",
    eventType: null,
    value: `<html>${"x".repeat(494)}`,
  });
  for (const value of [null, 7, []])
    expect(await nextOf(events)).toEqual({ type: "unknown", eventType: null, value });
  expect(await nextOf(events)).toMatchObject({ type: "unknown", eventType: "weather", value: { sun: true } });
  expect(await nextOf(events)).toMatchObject({ type: "unknown", eventType: "state_change" });
  expect(await nextOf(events)).toEqual(bootedEvent("second"));
});

test.each([
  ["bytes that are no frame", Buffer.from([0xff, 0xff, 0xff, 0xff])],
  ["text that is no text", frame(TEXT, Buffer.from([0xc3, 0x28]))],
  ["a message larger than may be", frameHead(TEXT, 5_000)],
  ["a message announced with 2^40 bytes", frameHead(TEXT, 2 ** 40)],
])("connects again after %s", async (_what, bytes) => {
  await using server = await eventServer();
  await using cml = clientOf(server, { maxBodyBytes: 4_096 });
  await using events = cml.events();
  const peer = await connected(server, events);
  peer.sendBytes(bytes);
  expect(await nextOf(events)).toMatchObject({ type: "disconnected", error: { code: "connection" } });
  await peer.gone;
  (await server.peer()).send(booted("second"));
  expect(await nextOf(events)).toEqual(resync);
});

test("drops what a slow consumer does not take, and tells him how much", async () => {
  await using server = await eventServer();
  await using cml = clientOf(server);
  await using slow = cml.events({ bufferSize: 10 });
  await using quick = cml.events();
  const peer = await connected(server, slow);
  expect(await nextOf(quick)).toEqual({ type: "connected" });
  for (let index = 0; index < 35; index++) peer.send(booted(`n${index}`));
  for (let index = 0; index < 35; index++) expect(await nextOf(quick)).toEqual(bootedEvent(`n${index}`));
  const first = await nextOf(slow);
  if (first.type !== "resync") throw new Error(first.type);
  expect(first.reason).toBe("overflow");
  expect(first.dropped).toBeGreaterThan(20);
  for (let index = first.dropped; index < 35; index++)
    expect(await nextOf(slow)).toEqual(bootedEvent(`n${index}`));
});

test("keeps no more bytes for a slow consumer than it may, but always one event", async () => {
  await using server = await eventServer();
  await using cml = clientOf(server);
  await using slow = cml.events({ bufferBytes: 3_000 });
  await using quick = cml.events();
  const peer = await connected(server, slow);
  expect(await nextOf(quick)).toEqual({ type: "connected" });
  const large = (index: number, characters: number) => booted(`n${index}${"é".repeat(characters)}`);
  for (let index = 0; index < 8; index++) peer.send(large(index, 500));
  for (let index = 0; index < 8; index++) await nextOf(quick);
  // Two of 1,100 bytes have room, a third has not.
  expect(await nextOf(slow)).toEqual({ type: "resync", reason: "overflow", dropped: 6 });
  for (const index of [6, 7]) expect(await nextOf(slow)).toEqual(bootedEvent(large(index, 500).element_id));
  peer.send(large(8, 4_000));
  await nextOf(quick);
  expect(await nextOf(slow)).toEqual(bootedEvent(large(8, 4_000).element_id));
});
