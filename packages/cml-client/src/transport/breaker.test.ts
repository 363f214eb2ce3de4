import { expect, test } from "vitest";
import { type CmlBreakerState, type CmlCallOptions, type CmlClientOptions, CmlError } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";
import { createBreaker } from "./breaker.ts";
import { breakerPolicy, floorOf } from "./breaker-options.ts";

const failed = {
  kind: "failed",
  error: new CmlError("x: lost", { code: "connection" }),
  sent: true,
} as const;
const answered = { kind: "answered" } as const;
const unknown = { kind: "unknown" } as const;

/** A breaker whose clock stands still unless it is told. */
function standing(failures = 3, openMs = 1_000) {
  const states: CmlBreakerState[] = [];
  let nowMs = 0;
  const breaker = createBreaker(
    { failures, openMs },
    { onChange: (state) => void states.push(state), now: () => nowMs },
  );
  return {
    states,
    pass: (ms: number) => {
      nowMs += ms;
    },
    refusal: () => breaker.refusal("GET /labs"),
    ask(verdict: Parameters<typeof breaker.note>[0]) {
      expect(breaker.refusal("GET /labs")).toBeUndefined();
      breaker.note(verdict, breaker.begin(true));
    },
    breaker,
  };
}

test("holds requests back after so many failures in a row, and says for how long", () => {
  const { ask, refusal, pass, states } = standing();
  ask(failed);
  ask(failed);
  expect(refusal()).toBeUndefined();
  ask(failed);
  expect(states).toEqual(["open"]);
  pass(400);
  expect(refusal()).toMatchObject({
    code: "connection",
    retryable: true,
    retryAfterMs: 600,
    operation: "GET /labs",
    cause: failed.error,
  });
  expect(refusal()?.message).toContain("it will be tried again in 600 ms");
});

test("begins a new row with every answer; who leaves early says nothing", () => {
  const { ask, refusal } = standing();
  for (const verdict of [failed, failed, answered, failed, unknown, failed]) ask(verdict);
  expect(refusal()).toBeUndefined();
  ask(failed);
  expect(refusal()).toBeDefined();
});

test("lets one request through to find out, and all when it is answered", () => {
  const { ask, refusal, pass, breaker, states } = standing(1);
  ask(failed);
  pass(1_000);
  expect(refusal()).toBeUndefined();
  const begun = breaker.begin(true);
  expect(refusal()).toBeDefined();
  breaker.note(answered, begun);
  expect(refusal()).toBeUndefined();
  expect(states).toEqual(["open", "half_open", "closed"]);
});

test("waits again when the one fails, and lets another find out when the one says nothing", () => {
  const { ask, refusal, pass, states } = standing(1);
  ask(failed);
  pass(1_000);
  ask(failed);
  expect(refusal()).toMatchObject({ retryAfterMs: 1_000 });
  pass(1_000);
  ask(unknown);
  ask(answered);
  expect(states).toEqual(["open", "half_open", "open", "half_open", "half_open", "closed"]);
});

test("lets files through when it is time to find out, without holding anybody back for them", () => {
  const { ask, refusal, pass, breaker, states } = standing(1);
  ask(failed);
  pass(1_000);
  const files = [breaker.begin(false), breaker.begin(false)] as const;
  expect(refusal()).toBeUndefined();
  expect(states).toEqual(["open"]);
  breaker.note(failed, files[0]);
  expect(refusal()).toMatchObject({ retryAfterMs: 1_000 });
  breaker.note(answered, files[1]);
  expect(states).toEqual(["open", "open", "closed"]);
});

test("says when to try again while one finds out, and keeps its place for it alone", () => {
  const { ask, refusal, pass, breaker } = standing(1);
  const early = breaker.begin(true);
  ask(failed);
  pass(1_300);
  const probe = breaker.begin(true);
  expect(refusal()).toMatchObject({ retryAfterMs: 1_000 });
  expect(refusal()?.message).toContain("a request is finding out; try again in 1000 ms");
  breaker.note(unknown, early);
  expect(refusal()).toBeDefined();
  breaker.note(unknown, probe);
  expect(refusal()).toBeUndefined();
});

test("does not wait longer because requests that were under way fail late", () => {
  const { ask, breaker, refusal, pass } = standing(1);
  const begun = breaker.begin(true);
  ask(failed);
  pass(900);
  breaker.note(failed, begun);
  expect(refusal()).toMatchObject({ retryAfterMs: 100 });
});

test("does not blame the controller for what found no connection while others were answered", () => {
  const { ask, breaker, refusal } = standing(2);
  const unsent = { ...failed, sent: false };
  const queued = [breaker.begin(true), breaker.begin(true)];
  ask(answered);
  for (const begun of queued) breaker.note(unsent, begun);
  expect(refusal()).toBeUndefined();
  for (const begun of [breaker.begin(true), breaker.begin(true)]) breaker.note(unsent, begun);
  expect(refusal()).toBeDefined();
});

test("takes more failures than there are connections, which all break at once when a controller restarts", () => {
  expect(breakerPolicy(undefined, 4)).toEqual({ failures: 5, openMs: 5_000 });
  expect(breakerPolicy({}, 50)).toEqual({ failures: 51, openMs: 5_000 });
  expect(breakerPolicy({ failures: 2 }, 50)).toEqual({ failures: 2, openMs: 5_000 });
  expect(breakerPolicy(false, 4)).toBe(false);
});

test("spares a controller that is gone, and finds it when it is back", async () => {
  const states: CmlBreakerState[] = [];
  let isUp = false;
  await using server = await openServer((_request, response) => {
    if (isUp) json(response, []);
    else response.socket?.resetAndDestroy();
  });
  await using cml = plainClient(server, {
    breaker: { failures: 3, openMs: 50 },
    hooks: { onBreaker: ({ state }) => void states.push(state) },
  });
  for (let call = 0; call < 10; call++) await failureOf(cml.labs.list());
  expect(server.asked).toHaveLength(3);
  isUp = true;
  const { retryAfterMs = 0 } = await failureOf(cml.labs.list());
  await new Promise((resolve) => setTimeout(resolve, retryAfterMs + 2));
  expect(await cml.labs.list()).toEqual([]);
  expect(states).toEqual(["open", "half_open", "closed"]);
});

/** The codes of so many calls of a controller that never answers, one after the other, and what the breaker did. */
async function hanging(calls: number, options: Partial<CmlClientOptions>, callOptions: CmlCallOptions = {}) {
  const states: CmlBreakerState[] = [];
  const codes: string[] = [];
  await using server = await openServer(() => {});
  const hooks = { onBreaker: ({ state }: { readonly state: CmlBreakerState }) => void states.push(state) };
  await using cml = plainClient(server, { hooks, ...options });
  for (let call = 0; call < calls; call++) codes.push((await failureOf(cml.labs.list(callOptions))).code);
  return { codes, states };
}

test("counts hangs", async () => {
  const breaker = { failures: 2, openMs: 60_000 };
  expect(await hanging(3, { timeoutMs: 50, breaker })).toEqual({
    codes: ["timeout", "timeout", "connection"],
    states: ["open"],
  });
});

test("counts a deadline of the caller's only once the controller had time enough to answer", async () => {
  expect([floorOf(10_000), floorOf(60_000), floorOf(1_000)]).toEqual([2_500, 2_500, 500]);
  const breaker = { failures: 2, openMs: 60_000 };
  const fair = await hanging(3, { timeoutMs: 200, breaker }, { timeoutMs: 120 });
  expect(fair).toEqual({ codes: ["timeout", "timeout", "connection"], states: ["open"] });
  const impatient = await hanging(5, { breaker }, { timeoutMs: 10 });
  expect(impatient).toEqual({ codes: Array(5).fill("timeout"), states: [] });
});

test("does not count answers, whatever their status, and can be switched off", async () => {
  await using failing = await loopback((_request, response) => json(response, null, 503));
  await using cml = plainClient(failing, { breaker: { failures: 1, openMs: 60_000 } });
  for (let call = 0; call < 3; call++) expect((await failureOf(cml.labs.list())).status).toBe(503);
  await using gone = await openServer((_request, response) => void response.socket?.resetAndDestroy());
  await using stubborn = plainClient(gone, { breaker: false });
  for (let call = 0; call < 20; call++) await failureOf(stubborn.labs.list());
  expect(gone.asked).toHaveLength(20);
});

test("throws the failure itself when it opens during a call's own tries", async () => {
  await using gone = await openServer((_request, response) => void response.socket?.resetAndDestroy());
  await using cml = plainClient(gone, {
    retry: { attempts: 5, baseDelayMs: 1 },
    breaker: { failures: 2, openMs: 60_000 },
  });
  const first = await failureOf(cml.labs.list());
  expect(first.retryAfterMs).toBeUndefined();
  expect(gone.asked).toHaveLength(2);
  expect((await failureOf(cml.labs.list())).retryAfterMs).toBeGreaterThan(0);
});

test("asks a controller that is back though a download there takes its time to begin", async () => {
  let isUp = false;
  const begun = Promise.withResolvers<void>();
  await using server = await openServer((request, response) => {
    if (!isUp) return response.socket?.resetAndDestroy();
    if (request.url?.endsWith("/labs?show_all=false")) return json(response, []);
    begun.resolve();
  });
  await using cml = plainClient(server, { breaker: { failures: 1, openMs: 1 } });
  const { retryAfterMs = 0 } = await failureOf(cml.labs.list()).then(() => failureOf(cml.labs.list()));
  isUp = true;
  await new Promise((resolve) => setTimeout(resolve, retryAfterMs + 2));
  const archive = failureOf(cml.system.archive());
  await begun.promise;
  expect(await cml.labs.list()).toEqual([]);
  await cml.close();
  expect((await archive).code).toBe("closed");
});
