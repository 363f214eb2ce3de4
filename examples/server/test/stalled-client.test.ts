import { getDefaultHighWaterMark } from "node:stream";
import { toMessages } from "@cml-fleet/core";
import { workerSamples } from "@cml-fleet/core/testing";
import express from "express";
import { expect, test } from "vitest";
import { openStreams } from "../src/stream/streams.ts";
import { slowClient } from "../src/stream/test/slow-client.ts";
import { testService } from "./support/test-service.ts";

const at = "2026-01-02T03:04:05.678Z";

test("drops a client that never reads, and keeps no more than a little for it until then", async () => {
  const { fleet, eventLog } = await testService();
  const facts = Array.from({ length: 40_000 }, () => workerSamples.events[0]);
  await eventLog.append(toMessages("w1", 1, facts), at);
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
