import { afterEach, expect, test, vi } from "vitest";
import { type CmlConvergence, CmlError } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { type LabController, labController, nodeId } from "../test/lab-controller.ts";
import { json, type Loopback } from "../test/loopback.ts";

/** Far longer than a test: who waits for the end of this time does not come to an end. */
const patient = { pollMs: 2, graceMs: 3_600_000 };
const hasty = { pollMs: 2, graceMs: 20 };
const client = (controller: LabController) => plainClient(controller as unknown as Loopback);

afterEach(() => void vi.useRealTimers());

test("gives a controller that takes up orders late the time for it, and orders each thing once", async () => {
  await using controller = await labController({ takenUpAfter: 10 });
  await using cml = client(controller);
  await cml.labs.ensureStarted(controller.labId, patient);
  expect([...controller.nodes.values()]).toEqual(["BOOTED", "BOOTED"]);
  await cml.labs.destroy(controller.labId, patient);
  expect(controller.orders()).toEqual(["PUT start", "PUT stop", "PUT wipe", "DELETE"]);
});

test("repeats an order that was lost once, and then says which nodes are where", async () => {
  await using lossy = await labController({ looks: 0 });
  lossy.onAsked = (what, response) => {
    if (what !== "PUT start" || lossy.orders().length > 1) return false;
    response.writeHead(204).end();
    return true;
  };
  await using one = client(lossy);
  await one.labs.ensureStarted(lossy.labId, hasty);
  expect(lossy.orders()).toEqual(["PUT start", "PUT start"]);

  await using deaf = await labController({ takenUpAfter: Number.POSITIVE_INFINITY, states: ["STOPPED"] });
  await using other = client(deaf);
  const failure = await failureOf(other.labs.ensureStarted(deaf.labId, hasty));
  expect(failure).toMatchObject({ code: "conflict", operation: "labs.ensureStarted" });
  expect(failure.message).toContain("told to start 2 times: its state is STOPPED, R1 is STOPPED.");
  expect(deaf.orders()).toEqual(["PUT start", "PUT start"]);
});

test("names only the node that does not start, and does not order for ever", async () => {
  await using controller = await labController({ states: ["BOOTED", "STOPPED"] });
  controller.onAsked = (what, response) => {
    if (what === "PUT start") response.writeHead(204).end();
    return what === "PUT start";
  };
  await using cml = client(controller);
  const { message } = await failureOf(cml.labs.ensureStarted(controller.labId, hasty));
  expect(message).toContain("its state is STARTED, R2 is STOPPED.");
  expect(controller.orders()).toHaveLength(2);
});

test("finds nothing to wait for in an empty lab", async () => {
  await using controller = await labController({ states: [] });
  await using cml = client(controller);
  await cml.labs.ensureStarted(controller.labId, patient);
  await cml.labs.ensureStopped(controller.labId, patient);
  await cml.labs.waitUntilConverged(controller.labId, { ...patient, target: "started" });
  expect(controller.orders()).toEqual([]);
  // Some controllers go on calling it started.
  controller.onAsked = (what, response) => {
    if (what !== "GET state") return false;
    json(response, "STARTED");
    return true;
  };
  await cml.labs.ensureStopped(controller.labId, patient);
  expect(controller.orders()).toEqual(["PUT stop"]);
});

test.each([
  ["stopped", ["BOOTED", "STOPPED"], "its state is STARTED, R1 is BOOTED"],
  ["wiped", ["STOPPED", "DEFINED_ON_CORE"], "its state is STOPPED, R1 is STOPPED"],
  ["started", ["BOOTED", "DEFINED_ON_CORE"], "its state is STARTED, R2 is DEFINED_ON_CORE"],
] as const)("does not take a lab that rests for %s when it is not", async (target, states, where) => {
  await using controller = await labController({ states });
  await using cml = client(controller);
  const told: CmlConvergence[] = [];
  const options = { ...hasty, target, onProgress: (progress: CmlConvergence) => void told.push(progress) };
  const failure = await failureOf(cml.labs.waitUntilConverged(controller.labId, options));
  expect(failure).toMatchObject({ code: "conflict", retryable: false });
  expect(failure.message).toContain(`rests without being ${target}: ${where}. `);
  expect(told.map(({ converged }) => converged)).toEqual([false]);
});

test("waits for a target that is taken up late", async () => {
  await using controller = await labController({ takenUpAfter: 10 });
  await using cml = client(controller);
  await cml.labs.start(controller.labId);
  const end = await cml.labs.waitUntilConverged(controller.labId, { ...patient, target: "started" });
  expect(end.nodes.map(({ state }) => state)).toEqual(["BOOTED", "BOOTED"]);
});

test("counts the time anew when a node moves, or nobody can look", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  await using controller = await labController({ states: ["STOPPED"] });
  await using cml = client(controller);
  let looks = 0;
  controller.onAsked = (what, response) => {
    if (what !== "GET check_if_converged") return false;
    looks++;
    vi.advanceTimersByTime(100);
    if (looks % 4 === 2) controller.nodes.set(nodeId(0), looks % 8 === 2 ? "DEFINED_ON_CORE" : "STOPPED");
    if (looks === 20) controller.nodes.set(nodeId(0), "BOOTED");
    json(response, true, looks % 4 === 0 ? 503 : 200);
    return true;
  };
  const options = { pollMs: 2, graceMs: 150, target: "started" } as const;
  expect(await cml.labs.waitUntilConverged(controller.labId, options)).toMatchObject({ converged: true });
  expect(looks).toBe(21);
});

/** Each request is answered 503 once before it is answered. */
function busy(controller: LabController, from: string): void {
  const refused = new Set<string>();
  let isBusy = false;
  controller.onAsked = (what, response) => {
    isBusy ||= what === from;
    if (!isBusy || refused.has(what)) return refused.delete(what) && false;
    refused.add(what);
    json(response, null, 503);
    return true;
  };
}

test("puts up with a controller that is busy between the steps and at each of them", async () => {
  await using controller = await labController({ states: ["BOOTED"], looks: 0 });
  await using cml = client(controller);
  busy(controller, "PUT stop");
  await cml.labs.destroy(controller.labId, patient);
  expect(controller.exists).toBe(false);
  expect(controller.orders()).toEqual(["PUT stop", "PUT stop", "PUT wipe", "PUT wipe", "DELETE", "DELETE"]);
});

test("says at once that the controller cannot be asked at all", async () => {
  await using controller = await labController({ states: ["BOOTED"] });
  await using cml = client(controller);
  busy(controller, "GET check_if_converged");
  const failure = cml.labs.destroy(controller.labId, patient).catch((error: unknown) => error);
  expect(CmlError.is(await failure, "unavailable")).toBe(true);
  expect(controller.orders()).toEqual([]);
});

test("leaves a busy controller alone for as long as it asks", async () => {
  await using controller = await labController({ states: ["BOOTED"], looks: 0 });
  await using cml = client(controller);
  let busyAt = 0;
  let backAt = 0;
  controller.onAsked = (what, response) => {
    if (what === "PUT stop" && busyAt === 0) {
      busyAt = performance.now();
      response.writeHead(503, { "retry-after": "1" }).end();
      return true;
    }
    if (backAt === 0 && busyAt > 0) backAt = performance.now();
    return false;
  };
  await cml.labs.ensureStopped(controller.labId, patient);
  // Timers are a millisecond early at times.
  expect(backAt - busyAt).toBeGreaterThan(990);
});
