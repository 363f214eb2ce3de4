import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CmlBreakerState, CmlClientOptions } from "../index.ts";
import { plainClient } from "../test/clients.ts";
import { json } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";

// Requests take the time that the server says: however busy the machine is, the clock moves with them alone.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

/** So many calls at once of a healthy controller that takes so long for each, one after the other. */
async function burst(calls: number, eachMs: number, options: Partial<CmlClientOptions>) {
  const states: CmlBreakerState[] = [];
  await using server = await openServer((request, response) => {
    const isLogin = request.url?.endsWith("/authenticate") ?? false;
    vi.advanceTimersByTime(isLogin ? 2_300 : eachMs);
    json(response, isLogin ? "a.b.c" : []);
  });
  const hooks = { onBreaker: ({ state }: { readonly state: CmlBreakerState }) => void states.push(state) };
  await using cml = plainClient(server, { hooks, ...options });
  const outcomes = await Promise.allSettled(Array.from({ length: calls }, () => cml.labs.list()));
  return {
    asked: server.asked,
    states,
    failures: outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : [])),
  };
}

test("answers 1,000 calls at once after one login, as slow as they are on a real controller", async () => {
  const auth = { username: "u", password: "p" };
  const { asked, failures, states } = await burst(1_000, 15, { auth, retry: {} });
  expect(failures).toEqual([]);
  expect(states).toEqual([]);
  expect(asked.filter((one) => one === "POST /authenticate")).toHaveLength(1);
  expect(asked).toHaveLength(1_001);
});

test.each<[string, Partial<CmlClientOptions>]>([
  ["one connection", { connections: 1 }],
  ["the usual connections", {}],
  ["more places than connections", { concurrency: 64 }],
])("gives each of a burst its whole time once it is its turn: %s", async (_what, options) => {
  // Together far longer than the limit.
  const { failures, states, asked } = await burst(100, 50, { timeoutMs: 1_000, ...options });
  expect(failures).toEqual([]);
  expect(states).toEqual([]);
  expect(asked).toHaveLength(100);
});
