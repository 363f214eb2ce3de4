import { createSession } from "better-sse";
import type { Request, Response } from "express";
import { expect, test } from "vitest";
import { responseSink } from "./response-sink.ts";
import { slowClient } from "./test/slow-client.ts";

const LARGE = "x".repeat(65_536);

async function openSink(stallMs: number) {
  const client = await slowClient(() => {});
  const response = client.response as Response;
  const session = await createSession(client.request as Request, response, { keepAlive: null });
  const sink = responseSink(session, response, { logId: "log", stallMs });
  return {
    ...client,
    sink,
    /** @returns How often it had to wait. */
    async write(count: number): Promise<number> {
      let waits = 0;
      for (let index = 0; index < count; index++) {
        sink.write("large", LARGE, 1);
        if (!sink.keepsUp) waits += 1;
        await sink.ready();
      }
      return waits;
    },
    listeners: () => ["drain", "close", "error"].map((name) => response.listenerCount(name)),
  };
}

test("leaves no listener behind, however often a slow client is waited for", async () => {
  const { socket, sink, write, listeners } = await openSink(60_000);
  await write(1);
  const before = listeners();
  socket.resume();
  for (let round = 0; round < 50; round++) {
    expect(await write(5)).toBeGreaterThan(0);
    expect(listeners()).toEqual(before);
  }
  expect(sink.keepsUp).toBe(true);
});

test("cuts off a client that takes nothing, and lets go of it", async () => {
  const { response, sink, write, listeners } = await openSink(100);
  while (!response.destroyed) await write(1);
  expect(listeners()).toEqual([0, 0, 0]);
  sink.write("late", {}, 2);
  await sink.ready();
});

test("keeps a client that goes on reading before its time is over", async () => {
  const { socket, response, write } = await openSink(3_000);
  setTimeout(() => socket.resume(), 100);
  // More than fits between the two, so that it has to be waited for.
  await write(400);
  expect(response.destroyed).toBe(false);
});
