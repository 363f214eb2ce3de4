import { once } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import type { CmlEvent } from "../index.ts";
import { createCmlClient } from "../index.ts";
import { plainClient } from "../test/clients.ts";
import { type EventServer, eventServer } from "../test/event-server.ts";
import type { Loopback } from "../test/loopback.ts";
import { silentServer } from "../test/silent-server.ts";

const over = { done: true, value: undefined };
const stats = { event_type: "system_stats", data: { all: { cpu: { percent: 7 } } } };

/** A client that would pause for a minute before it connects again. */
const clientOf = (server: EventServer, options = {}) =>
  plainClient(server as unknown as Loopback, {
    events: { baseDelayMs: 60_000, maxDelayMs: 60_000, random: () => 1 },
    ...options,
  });

test("ends with the loop, says goodbye, and begins anew when it is wanted again", async () => {
  await using server = await eventServer();
  await using cml = clientOf(server);
  for (const _ of [1, 2]) {
    const seen: CmlEvent["type"][] = [];
    const speaking = server.peer().then((peer) => peer.send(stats));
    for await (const event of cml.events()) {
      seen.push(event.type);
      if (event.type === "system_stats") break;
    }
    await speaking;
    expect(seen).toEqual(["connected", "system_stats"]);
    const leftAt = performance.now();
    const peer = server.peers.at(-1);
    expect(await peer?.goodbye).toBe(1_005);
    // Without waiting for an answer to it, which this server never gives.
    await peer?.gone;
    expect(performance.now() - leftAt).toBeLessThan(500);
  }
  expect(server.peers).toHaveLength(2);
});

test("shares one connection, which ends when the last iterator does", async () => {
  await using server = await eventServer();
  await using cml = clientOf(server);
  const [one, other] = [cml.events(), cml.events()];
  const first = [one.next(), other.next()];
  const peer = await server.peer();
  peer.send(stats);
  for (const next of first) expect(await next).toMatchObject({ value: { type: "connected" } });
  const late = cml.events();
  expect(await late.next()).toMatchObject({ value: { type: "connected" } });
  await one.return();
  await late.return();
  peer.send({ ...stats, event_type: "other" });
  expect(await other.next()).toMatchObject({ value: { type: "system_stats" } });
  expect(await other.next()).toMatchObject({ value: { type: "unknown", eventType: "other" } });
  expect(server.peers).toHaveLength(1);
  await other.return();
  await peer.gone;
});

test("ends without an error on the signal, at every point", async () => {
  await using server = await eventServer();
  await using cml = clientOf(server);
  expect(await cml.events({ signal: AbortSignal.abort() }).next()).toEqual(over);
  expect(server.peers).toHaveLength(0);

  const handshake = new AbortController();
  const early = cml.events({ signal: handshake.signal }).next();
  handshake.abort();
  expect(await early).toEqual(over);

  const greeting = new AbortController();
  const waiting = cml.events({ signal: greeting.signal }).next();
  const { hello, gone } = await server.peer();
  await hello;
  greeting.abort();
  expect(await waiting).toEqual(over);
  await gone;

  const listening = new AbortController();
  const events = cml.events({ signal: listening.signal });
  const first = events.next();
  const peer = await server.peer();
  peer.send(stats);
  await first;
  await events.next();
  const never = [events.next(), events.next()];
  listening.abort();
  expect(await Promise.all(never)).toEqual([over, over]);
  await peer.gone;

  const pausing = new AbortController();
  const broken = cml.events({ signal: pausing.signal });
  const lost = broken.next();
  (await server.peer()).drop();
  expect(await lost).toMatchObject({ value: { type: "disconnected", retryInMs: 60_000 } });
  const last = broken.next();
  pausing.abort();
  expect(await last).toEqual(over);
});

test("drops what waits to be taken when the signal ends it", async () => {
  await using server = await eventServer();
  await using cml = clientOf(server);
  const leaving = new AbortController();
  const events = cml.events({ signal: leaving.signal });
  await using witness = cml.events();
  const first = events.next();
  const peer = await server.peer();
  peer.send(stats);
  await first;
  await witness.next();
  peer.send(stats);
  await witness.next();
  leaving.abort();
  expect(await events.next()).toEqual(over);
});

test("ends without an error when the client closes, and cuts the connection", async () => {
  await using server = await eventServer();
  const cml = clientOf(server);
  const events = cml.events();
  const first = events.next();
  const peer = await server.peer();
  peer.send(stats);
  await first;
  await events.next();
  const last = events.next();
  await cml.close();
  expect(await last).toEqual(over);
  await peer.gone;
  expect(await cml.events().next()).toEqual(over);
});

test("cuts a connection that is still shaking hands when the client closes", async () => {
  await using nobody = await silentServer();
  const cml = createCmlClient({ baseUrl: nobody.url, auth: { token: "a.b.c" }, timeoutMs: 60_000 });
  const connected = nobody.connected();
  const next = cml.events().next();
  const closed = once(await connected, "close");
  await cml.close();
  await closed;
  expect(await next).toEqual(over);
});

test("leaves no listener behind on a signal that outlives it", async () => {
  await using server = await eventServer();
  await using cml = clientOf(server);
  const { signal } = new AbortController();
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  Object.assign(signal, {
    addEventListener: (...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    },
    removeEventListener: (...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    },
  });
  const events = cml.events({ signal });
  const next = events.next();
  await server.peer();
  expect(listeners).toBe(1);
  await events.return();
  await next;
  await turn();
  expect(listeners).toBe(0);
});

test.each([1, 1.5, Number.NaN])("refuses a buffer for %s events", (bufferSize) => {
  using client = { cml: createCmlClient({ baseUrl: "https://127.0.0.1" }), [Symbol.dispose]() {} };
  expect(() => client.cml.events({ bufferSize })).toThrow(
    expect.objectContaining({ code: "invalid_request" }),
  );
});
