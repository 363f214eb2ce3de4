import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { failureOf, plainClient } from "../test/clients.ts";
import { json } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

test("takes empty chunks for nothing, and gives up on a content that gives nothing else", async () => {
  await using server = await openServer((request, response) => {
    request.resume().on("end", () => json(response, "OK"));
  });
  let isOver = false;
  async function* content() {
    while (!isOver) {
      await vi.advanceTimersByTimeAsync(40_000);
      yield new Uint8Array(0);
    }
  }
  await using cml = plainClient(server);
  const upload = cml.images.upload({ name: "a.qcow2", size: 10, content: content() });
  const failure = await failureOf(upload).finally(() => {
    isOver = true;
  });
  expect(failure.message).toBe("POST /images/upload: The content gave nothing for 120000 ms.");
});

test("passes over empty chunks between others", async () => {
  await using server = await openServer((request, response) => {
    request.resume().on("end", () => json(response, "Success"));
  });
  async function* content() {
    for (const length of [0, 4, 0, 0, 6, 0]) yield new Uint8Array(length);
  }
  await using cml = plainClient(server);
  const told: number[] = [];
  await cml.images.upload(
    { name: "a.qcow2", size: 10, content: content() },
    { onProgress: ({ sentBytes }) => void told.push(sentBytes) },
  );
  expect(told).toEqual([4, 10]);
});

test("lets the caller leave a content that gives nothing as fast as it can", async () => {
  await using server = await openServer((request, response) => {
    request.resume().on("end", () => json(response, "OK"));
  });
  let given = 0;
  const leaving = new AbortController();
  async function* content() {
    // The end is there for the case that nobody else ever has a turn.
    for (; given < 100_000; given++) {
      if (given === 10) setImmediate(() => leaving.abort());
      yield new Uint8Array(0);
    }
  }
  await using cml = plainClient(server);
  const upload = cml.images.upload({ name: "a.qcow2", size: 10, content: content() }, leaving);
  expect((await failureOf(upload)).code).toBe("aborted");
  expect(given).toBeLessThan(1_000);
});
