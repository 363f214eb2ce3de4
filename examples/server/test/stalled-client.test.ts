import { once } from "node:events";
import { getDefaultHighWaterMark } from "node:stream";
import { toMessages } from "@cml-fleet/core";
import { workerSamples } from "@cml-fleet/core/testing";
import express from "express";
import { expect, test } from "vitest";
import { openStreams } from "../src/stream/streams.ts";
import { slowClient } from "../src/stream/test/slow-client.ts";
import { testService } from "./support/test-service.ts";

test("drops a client that never reads, and keeps no more than a little for it until then", async () => {
  const { fleet, eventLog } = await testService();
  const facts = Array.from({ length: 40_000 }, () => workerSamples.events[0]);
  await eventLog.append(toMessages("w1", 1, facts), new Date().toISOString());
  const streams = await openStreams(fleet, { heartbeatMs: 1, stallMs: 500 });
  const { logId } = await fleet.events.bounds();
  const client = await slowClient(express().get("/", streams.handler), `/?last_event_id=${logId}-0`);
  const { response } = client;

  const waiting: number[] = [];
  const sampling = setInterval(() => waiting.push(response.writableLength), 5);
  await expect.poll(client.connections, { timeout: 10_000 }).toBe(0);
  clearInterval(sampling);
  expect(Math.max(...waiting)).toBeGreaterThan(0);
  // What a stream holds back, and one event.
  expect(Math.max(...waiting)).toBeLessThan(getDefaultHighWaterMark(false) + 5_000);
  expect(["drain", "close", "error"].map((name) => response.listenerCount(name))).toEqual([0, 0, 0]);
  streams.close();
});

test("holds nothing for a client that left before it was answered", async () => {
  const { fleet } = await testService();
  const looked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const events = { ...fleet.events };
  const streams = await openStreams({ ...fleet, events });
  events.bounds = async () => {
    looked.resolve();
    await released.promise;
    return fleet.events.bounds();
  };
  const handled = Promise.withResolvers<void>();
  const app = express().get("/", async (...args) => {
    await streams.handler(...args);
    handled.resolve();
  });
  const { logId } = await fleet.events.bounds();
  const { socket, response } = await slowClient(app, `/?last_event_id=${logId}-0`);
  await looked.promise;
  const gone = once(response, "close");
  socket.destroy();
  await gone;
  released.resolve();
  await handled.promise;
  expect(response.listenerCount("drain")).toBe(0);
  streams.close();
});
