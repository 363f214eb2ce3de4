import { expect, test } from "vitest";
import type { CmlRetry } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";
import { createRetryBudget } from "./retry-budget.ts";

test("allows a reserve, then a share of the requests, and saves no more than the reserve", () => {
  const budget = createRetryBudget(0.1, 2);
  expect([budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, false]);
  for (let request = 0; request < 10; request++) budget.earn();
  expect([budget.spend(), budget.spend()]).toEqual([true, false]);
  for (let request = 0; request < 1_000; request++) budget.earn();
  expect([budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, false]);
});

test("does not triple the load on a controller that fails everything", async () => {
  const retries: CmlRetry[] = [];
  await using server = await loopback((_request, response) => json(response, null, 503));
  await using cml = plainClient(server, {
    retry: { attempts: 3, baseDelayMs: 0, budgetShare: 0.1, budgetReserve: 5 },
    hooks: { onRetry: (retry) => void retries.push(retry) },
  });
  for (let call = 0; call < 100; call++) await failureOf(cml.labs.list());
  // 5 of the reserve, and a tenth of 100.
  expect(server.received.length).toBeGreaterThanOrEqual(110);
  expect(server.received.length).toBeLessThanOrEqual(115);
  expect(retries).toHaveLength(server.received.length - 100);
  expect(retries[0]).toEqual({ operation: "GET /labs", attempt: 2, delayMs: 0, status: 503, failure: null });
});

test("makes no retry at all without a reserve", async () => {
  await using server = await loopback((_request, response) => json(response, null, 503));
  await using cml = plainClient(server, { retry: { attempts: 3, baseDelayMs: 0, budgetReserve: 0 } });
  for (let call = 0; call < 20; call++) await failureOf(cml.labs.list());
  expect(server.received).toHaveLength(20);
});

test("spends and tells nothing for callers whose time is over", async () => {
  const retries: CmlRetry[] = [];
  let isBusy = true;
  await using server = await loopback((_request, response) => {
    if (!isBusy) json(response, null, 503);
  });
  await using cml = plainClient(server, {
    retry: { attempts: 2, baseDelayMs: 0, budgetShare: 0, budgetReserve: 1 },
    hooks: { onRetry: (retry) => void retries.push(retry) },
  });
  for (let call = 0; call < 3; call++) {
    expect((await failureOf(cml.labs.list({ signal: AbortSignal.timeout(20) }))).code).toBe("timeout");
  }
  expect(retries).toEqual([]);
  isBusy = false;
  await failureOf(cml.labs.list());
  expect(retries).toHaveLength(1);
});
