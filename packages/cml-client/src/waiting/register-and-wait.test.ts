import { afterEach, expect, test, vi } from "vitest";
import type { CmlClient, CmlRegistrationProgress } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { json, type Loopback, loopback } from "../test/loopback.ts";

const quick = { token: "ABCD-1234", pollMs: 2 };

/** A controller that answers these words of registration and authorization in turn, the first before it is asked. */
async function licensing(words: readonly (readonly [string, string?])[], status = 204): Promise<Loopback> {
  let next = 0;
  return loopback(({ method }, response) => {
    if (method === "POST") return void response.writeHead(status).end();
    const [registration, authorization] = words[Math.min(next++, words.length - 1)] ?? [];
    return json(response, {
      registration: { status: registration },
      authorization: { status: authorization },
    });
  });
}

const clientOf = (server: Loopback): CmlClient => plainClient(server);

afterEach(() => void vi.useRealTimers());

test("registers, tells each word, and ends when the licences in use are covered", async () => {
  await using server = await licensing([
    ["NOT_REGISTERED"],
    ["IN_PROGRESS"],
    ["IN_PROGRESS"],
    ["COMPLETED", "PENDING"],
    ["COMPLETED", "IN_COMPLIANCE"],
  ]);
  await using cml = clientOf(server);
  const told: CmlRegistrationProgress[] = [];
  const end = await cml.licensing.registerAndWait({
    ...quick,
    reregister: true,
    onProgress: (progress) => void told.push(progress),
  });
  expect(end).toMatchObject({
    outcome: "in_compliance",
    confirmed: true,
    registration: "COMPLETED",
    authorization: "IN_COMPLIANCE",
    status: { registration: { status: "COMPLETED" } },
  });
  expect(told.map(({ registration, authorization }) => [registration, authorization])).toEqual([
    ["IN_PROGRESS", null],
    ["COMPLETED", "PENDING"],
    ["COMPLETED", "IN_COMPLIANCE"],
  ]);
  const posted = server.received.filter(({ method }) => method === "POST");
  expect(posted.map(({ body }) => JSON.parse(body))).toEqual([{ token: "ABCD-1234", reregister: true }]);
});

test("says when it is registered, but more is in use than there are licences for, also at a second look", async () => {
  await using server = await licensing([["NOT_REGISTERED"], ["COMPLETED", "OUT_OF_COMPLIANCE"]]);
  await using cml = clientOf(server);
  expect((await cml.licensing.registerAndWait(quick)).outcome).toBe("out_of_compliance");
  expect(server.received.filter(({ method }) => method === "GET")).toHaveLength(3);

  await using hasty = await licensing([
    ["NOT_REGISTERED"],
    ["COMPLETED", "OUT_OF_COMPLIANCE"],
    ["COMPLETED", "IN_COMPLIANCE"],
  ]);
  await using other = clientOf(hasty);
  expect((await other.licensing.registerAndWait(quick)).outcome).toBe("in_compliance");
});

test.each(["FAILED", "RETRY_FAILED", "EXPIRED"])("fails when the controller says %s", async (word) => {
  await using server = await licensing([["NOT_REGISTERED"], ["IN_PROGRESS"], [word]]);
  await using cml = clientOf(server);
  const failure = await failureOf(cml.licensing.registerAndWait(quick));
  expect(failure).toMatchObject({
    code: "registration_failed",
    retryable: false,
    detail: `registration ${word}, authorization unknown`,
  });
  expect(failure.message).not.toContain("ABCD");
});

test("does not take what an earlier try left behind for the outcome of this one", async () => {
  await using failed = await licensing([
    ["FAILED"],
    ["FAILED"],
    ["IN_PROGRESS"],
    ["COMPLETED", "IN_COMPLIANCE"],
  ]);
  await using one = clientOf(failed);
  expect((await one.licensing.registerAndWait(quick)).outcome).toBe("in_compliance");

  await using again = await licensing([
    ["COMPLETED", "IN_COMPLIANCE"],
    ["COMPLETED", "IN_COMPLIANCE"],
    ["IN_PROGRESS", "IN_COMPLIANCE"],
    ["FAILED"],
  ]);
  await using other = clientOf(again);
  const reregistered = other.licensing.registerAndWait({ ...quick, reregister: true });
  expect((await failureOf(reregistered)).code).toBe("registration_failed");
});

test("knows a registration that left the same words by its time", async () => {
  let registered = 0;
  await using server = await loopback(({ method }, response) => {
    if (method !== "POST") {
      return json(response, {
        registration: {
          status: "COMPLETED",
          register_time: { succeeded: `2026-05-20 12:00:0${registered}` },
        },
        authorization: { status: "IN_COMPLIANCE" },
      });
    }
    registered++;
    response.writeHead(204).end();
  });
  await using cml = clientOf(server);
  const end = await cml.licensing.registerAndWait({ ...quick, reregister: true, timeoutMs: 3_600_000 });
  expect(end).toMatchObject({ outcome: "in_compliance", confirmed: true });
});

test("believes words that do not change after a sixth of its time, and says that nothing confirms them", async () => {
  await using server = await licensing([["COMPLETED", "IN_COMPLIANCE"]]);
  await using cml = clientOf(server);
  const end = await cml.licensing.registerAndWait({ ...quick, reregister: true, timeoutMs: 300 });
  expect(end).toMatchObject({ outcome: "in_compliance", confirmed: false });
  expect(end.elapsedMs).toBeGreaterThan(50);
});

test("takes a failure from before for none of this registration, however late that succeeds", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  let looks = 0;
  await using server = await loopback(({ method }, response) => {
    if (method === "POST") return void response.writeHead(204).end();
    // Ten of ninety seconds at each look: a sixth of them is over at the third.
    if (looks++ > 0) vi.advanceTimersByTime(10_000);
    const isOver = looks > 8;
    json(response, {
      registration: { status: isOver ? "COMPLETED" : "FAILED" },
      // Of no concern: an evaluation that runs out meanwhile.
      authorization: { status: isOver ? "IN_COMPLIANCE" : looks > 4 ? "EVAL_EXPIRED" : "EVAL" },
    });
  });
  await using cml = clientOf(server);
  const end = await cml.licensing.registerAndWait(quick);
  expect(end).toMatchObject({ outcome: "in_compliance", confirmed: true });
  expect(end.elapsedMs).toBeGreaterThan(60_000);
});

test("says at its deadline that it knows of no other failure than the one from before", async () => {
  await using server = await licensing([["FAILED"]]);
  await using cml = clientOf(server);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const onProgress = () => void vi.advanceTimersByTime(40);
  const failure = await failureOf(cml.licensing.registerAndWait({ ...quick, timeoutMs: 40, onProgress }));
  expect(failure).toMatchObject({ code: "timeout" });
  expect(failure.message).toContain("registration FAILED, authorization unknown, as before");
});

test("gives up at its deadline, and says how far it came", async () => {
  await using server = await licensing([["NOT_REGISTERED"], ["COMPLETED", "PENDING"]]);
  await using cml = clientOf(server);
  // The time passes once there is something to say, however busy this machine is.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const onProgress = () => void vi.advanceTimersByTime(40);
  const failure = await failureOf(cml.licensing.registerAndWait({ ...quick, timeoutMs: 40, onProgress }));
  expect(failure).toMatchObject({ code: "timeout", operation: "licensing.registerAndWait" });
  expect(failure.message).toContain("registration COMPLETED, authorization PENDING");
});

test("says at once when it cannot be asked for, and when the caller aborts", async () => {
  await using busy = await licensing([["IN_PROGRESS"]], 409);
  await using cml = clientOf(busy);
  expect((await failureOf(cml.licensing.registerAndWait(quick))).code).toBe("conflict");

  await using server = await licensing([["NOT_REGISTERED"], ["IN_PROGRESS"]]);
  await using other = clientOf(server);
  const leaving = new AbortController();
  const waiting = other.licensing.registerAndWait({
    ...quick,
    pollMs: 60_000,
    signal: leaving.signal,
    onProgress: () => void setImmediate(() => leaving.abort()),
  });
  expect((await failureOf(waiting)).code).toBe("aborted");
});

test("tells a deregistration that Cisco knows of from one that needs a hand", async () => {
  for (const [status, outcome] of [
    [204, "deregistered"],
    [200, "deregistered"],
    [202, "manual_removal_needed"],
  ] as const) {
    await using server = await loopback((_request, response) => void response.writeHead(status).end());
    await using cml = clientOf(server);
    expect(await cml.licensing.deregister()).toEqual({ outcome });
  }
});
