import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import type { CmlAttempt } from "../index.ts";
import { clientOf, failureOf, plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";
import { askedDelay, delayBefore, retryPolicy } from "./retry.ts";

const quick = { attempts: 3, baseDelayMs: 1, maxDelayMs: 20 };

test("reads again after 5xx, 429, a reset and a time-out, and tells of each attempt", async () => {
  const attempts: CmlAttempt[] = [];
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml, {
    timeoutMs: 400,
    retry: { ...quick, attempts: 5 },
    hooks: { onAttempt: (attempt) => void attempts.push(attempt) },
  });
  await client.labs.list();
  attempts.length = 0;
  for (const fault of [
    { kind: "status", status: 500 },
    { kind: "status", status: 429 },
    { kind: "reset" },
    { kind: "hang" },
  ] as const) {
    cml.faults.add({ operation: "GET /labs", fault, times: 1 });
    expect(await client.labs.list()).toHaveLength(2);
  }
  const told = attempts.map(({ attempt, status, failure }) => ({ attempt, status, failure }));
  expect(told).toEqual([
    { attempt: 1, status: 500, failure: null },
    { attempt: 2, status: 200, failure: null },
    { attempt: 1, status: 429, failure: null },
    { attempt: 2, status: 200, failure: null },
    { attempt: 1, status: null, failure: "connection" },
    { attempt: 2, status: 200, failure: null },
    { attempt: 1, status: null, failure: "timeout" },
    { attempt: 2, status: 200, failure: null },
  ]);
  expect(new Set(attempts.map(({ operation }) => operation))).toEqual(new Set(["GET /labs"]));
});

test("throws the last failure as it is, after as many tries as allowed", async () => {
  await using server = await loopback((_request, response) => json(response, null, 503));
  await using client = plainClient(server, { retry: quick });
  expect(await failureOf(client.labs.list())).toMatchObject({ code: "unavailable", status: 503 });
  expect(server.received).toHaveLength(3);
});

test.each([400, 403, 404, 409])("does not repeat what is refused for good: %i", async (status) => {
  await using server = await loopback((_request, response) => json(response, null, status));
  await using client = plainClient(server, { retry: quick });
  await failureOf(client.labs.list());
  expect(server.received).toHaveLength(1);
});

test.each([{ kind: "status", status: 503 }, { kind: "reset" }, { kind: "hang" }] as const)(
  "does not repeat a login that the controller may have seen: %j",
  async (fault) => {
    await using cml = await startCmlSimulator();
    await using client = clientOf(cml, { timeoutMs: 100, retry: quick });
    cml.faults.add({ operation: "POST /authenticate", fault });
    await failureOf(client.labs.list());
    expect(cml.requests.count("POST /authenticate")).toBe(1);
  },
);

test("repeats a login that never left this machine", async () => {
  const server = await loopback((_request, response) => response.end());
  await server[Symbol.asyncDispose]();
  const failures: (string | null)[] = [];
  await using client = plainClient(server, {
    auth: { username: "u", password: "p" },
    retry: quick,
    hooks: { onAttempt: ({ operation, failure }) => void failures.push(`${operation} ${failure}`) },
  });
  expect((await failureOf(client.labs.list())).code).toBe("connection");
  expect(failures).toEqual(Array(3).fill("POST /authenticate connection"));
});

test("draws the pause from nothing to a bound that doubles up to a limit", () => {
  const bounds = (random: number) => {
    const policy = retryPolicy({ random: () => random });
    return [2, 3, 4, 5, 6, 7, 8, 99].map((attempt) => delayBefore(attempt, policy));
  };
  expect(bounds(0)).toEqual(Array(8).fill(0));
  expect(bounds(1)).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  expect(bounds(0.5)).toEqual([125, 250, 500, 1_000, 2_000, 4_000, 4_000, 4_000]);
});

test("waits as long as the controller asks, and not at all when that is longer than pauses may be", () => {
  const policy = retryPolicy({ random: () => 0 });
  expect(delayBefore(2, policy, 3_000)).toBe(3_000);
  expect(delayBefore(2, policy, 8_000)).toBe(8_000);
  expect(delayBefore(2, policy, 8_001)).toBeUndefined();
  expect(delayBefore(2, retryPolicy({ random: () => 1 }), 100)).toBe(250);
});

test("reads Retry-After as seconds or as a date", () => {
  const asked = (value: string) => askedDelay({ headers: { "retry-after": value } });
  expect(asked(" 7 ")).toBe(7_000);
  expect(asked(new Date(Date.now() + 60_000).toUTCString())).toBeGreaterThan(55_000);
  expect(asked(new Date(Date.now() - 60_000).toUTCString())).toBe(0);
  expect(asked("9".repeat(400))).toBe(604_800_000);
  expect(asked("Fri, 31 Dec 9999 23:59:59 GMT")).toBe(604_800_000);
  expect(asked("later")).toBeUndefined();
  expect(asked("")).toBeUndefined();
  expect(askedDelay({ headers: {} })).toBeUndefined();
});

test("honours Retry-After between two tries, and does not ask again before it is over", async () => {
  const asks = ["1", "60", "1"];
  const delays: number[] = [];
  await using server = await loopback((_request, response) => {
    response.setHeader("retry-after", asks[server.received.length - 1] as string);
    json(response, null, 429);
  });
  await using client = plainClient(server, {
    retry: { attempts: 3, maxDelayMs: 1_000, random: () => 0 },
    hooks: { onRetry: ({ delayMs }) => void delays.push(delayMs) },
  });
  expect(await failureOf(client.labs.list())).toMatchObject({ code: "rate_limited", retryAfterMs: 60_000 });
  expect(server.received).toHaveLength(2);
  expect(delays).toEqual([1_000]);
});

test("throws the failure at once when the pause after it goes beyond the time limit of the call", async () => {
  await using server = await loopback((_request, response) => json(response, null, 503));
  const retries: unknown[] = [];
  await using client = plainClient(server, {
    retry: { attempts: 3, baseDelayMs: 60_000, maxDelayMs: 60_000, random: () => 1 },
    hooks: { onRetry: (retry) => void retries.push(retry) },
  });
  expect(await failureOf(client.labs.list({ timeoutMs: 2_000 }))).toMatchObject({ status: 503 });
  expect(retries).toEqual([]);
});
