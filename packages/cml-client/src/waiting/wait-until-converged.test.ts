import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import type { CmlConvergence } from "../index.ts";
import { clientOf, failureOf, plainClient } from "../test/clients.ts";
import { idOf } from "../test/ids.ts";
import { type LabController, labController, nodeId } from "../test/lab-controller.ts";
import { json, type Loopback } from "../test/loopback.ts";

const quick = { pollMs: 5 };
const client = (controller: LabController, options = {}) =>
  plainClient(controller as unknown as Loopback, options);

test("waits for a simulated controller to boot its nodes, and no longer", async () => {
  // Time passes with each request.
  let nowMs = Date.parse("2026-05-20T12:00:00Z");
  await using cml = await startCmlSimulator({ clock: () => (nowMs += 1_000), nodeBootMs: 60_000 });
  await using remote = clientOf(cml);
  const id = cml.labIds()[1] ?? "";
  await remote.labs.start(id);
  expect(await remote.labs.waitUntilConverged(id, quick)).toMatchObject({ labId: id, converged: true });
  const look = "GET /labs/{lab_id}/check_if_converged";
  expect(await remote.labs.state(id)).toBe("STARTED");
  expect(cml.requests.count(look)).toBeGreaterThan(1);
  expect(await remote.labs.waitUntilConverged(id, quick)).toMatchObject({ converged: true });
});

test("tells of each node, whenever one is in another state", async () => {
  await using controller = await labController({ states: ["QUEUED", "DEFINED_ON_CORE"] });
  const script = ["STARTED", "STARTED", "BOOTED"];
  controller.onAsked = (what) => {
    if (what === "GET check_if_converged") controller.nodes.set(nodeId(0), script.shift() ?? "BOOTED");
    return false;
  };
  await using cml = client(controller);
  const told: CmlConvergence[] = [];
  const end = await cml.labs.waitUntilConverged(controller.labId, {
    ...quick,
    onProgress: (progress) => {
      told.push(progress);
      throw new Error("a broken progress bar");
    },
  });
  expect(
    told.map(({ converged, nodes }) => [converged, ...nodes.map(({ label, state }) => `${label} ${state}`)]),
  ).toEqual([
    [false, "R1 STARTED", "R2 DEFINED_ON_CORE"],
    [true, "R1 BOOTED", "R2 DEFINED_ON_CORE"],
  ]);
  expect(end).toBe(told.at(-1));
  expect(end.nodes[0]?.id).toBe(nodeId(0));
});

test.each(["STOPPED", "DISCONNECTED"])(
  "says that a node fell back to %s, without waiting for the rest",
  async (to) => {
    await using controller = await labController({ states: ["BOOTED", "STARTED"] });
    controller.onAsked = (what) => {
      const looks = controller.asked.filter((one) => one === what).length;
      if (what === "GET check_if_converged" && looks === 3) controller.nodes.set(nodeId(0), to);
      return false;
    };
    await using cml = client(controller);
    const failure = await failureOf(
      cml.labs.waitUntilConverged(controller.labId, { ...quick, target: "started" }),
    );
    expect(failure).toMatchObject({
      code: "fell_back",
      retryable: false,
      nodes: [{ id: nodeId(0), label: "R1", from: "BOOTED", to }],
    });
    expect(failure.message).toContain(`R1 from BOOTED to ${to}`);
  },
);

/** The lab is at rest from the third look on, as `end` says. */
async function restingAt(start: readonly string[], end: readonly string[]) {
  const controller = await labController({ states: start });
  controller.onAsked = (what, response) => {
    if (what !== "GET check_if_converged") return false;
    const isOver = controller.asked.filter((one) => one === what).length > 2;
    if (isOver) for (const [position, state] of end.entries()) controller.nodes.set(nodeId(position), state);
    json(response, isOver);
    return true;
  };
  return controller;
}

test("tells a lab that was stopped from a node that fell back in one that runs", async () => {
  await using stopped = await restingAt(["BOOTED", "BOOTED"], ["STOPPED", "STOPPED"]);
  await using one = client(stopped);
  expect(await one.labs.waitUntilConverged(stopped.labId, quick)).toMatchObject({ converged: true });

  await using fallen = await restingAt(["BOOTED", "STARTED"], ["STOPPED", "BOOTED"]);
  await using other = client(fallen);
  const failure = await failureOf(other.labs.waitUntilConverged(fallen.labId, quick));
  expect(failure).toMatchObject({
    code: "fell_back",
    nodes: [{ label: "R1", from: "BOOTED", to: "STOPPED" }],
  });

  await using meant = await restingAt(["BOOTED", "STARTED"], ["STOPPED", "STOPPED"]);
  await using third = client(meant);
  expect(await third.labs.waitUntilConverged(meant.labId, { ...quick, target: "stopped" })).toMatchObject({
    converged: true,
  });
});

test("puts up with failures that pass, and not with those that do not", async () => {
  await using controller = await labController({ states: ["STARTED"] });
  const statuses = [503, 502, 200, 200];
  controller.onAsked = (what, response) => {
    if (what !== "GET check_if_converged") return false;
    const status = statuses.shift() ?? 404;
    if (status === 200) return false;
    json(response, null, status);
    return true;
  };
  await using cml = client(controller);
  expect((await failureOf(cml.labs.waitUntilConverged(controller.labId, quick))).code).toBe("not_found");
  expect(statuses).toEqual([]);
});

test("gives up at its deadline, and says what the lab was still doing and what went wrong last", async () => {
  await using controller = await labController({ states: ["STARTED", "BOOTED"] });
  controller.onAsked = (what, response) => {
    if (what !== "GET check_if_converged" || controller.asked.length < 5) return false;
    json(response, null, 503);
    return true;
  };
  await using cml = client(controller);
  const failure = await failureOf(
    cml.labs.waitUntilConverged(controller.labId, { ...quick, timeoutMs: 100 }),
  );
  expect(failure).toMatchObject({
    code: "timeout",
    operation: "labs.waitUntilConverged",
    cause: { code: "unavailable" },
  });
  expect(failure.message).toContain("has not come to rest (nodes: 1 STARTED, 1 BOOTED) within 100 ms.");
});

test("ends at once when the caller aborts or the client closes: in a request, and in a pause", async () => {
  await using hanging = await labController();
  const asked = Promise.withResolvers<void>();
  hanging.onAsked = () => {
    asked.resolve();
    return true;
  };
  await using cml = client(hanging);
  const leaving = new AbortController();
  const waiting = failureOf(cml.labs.waitUntilConverged(hanging.labId, { signal: leaving.signal }));
  await asked.promise;
  leaving.abort();
  expect((await waiting).code).toBe("aborted");

  await using busy = await labController({ states: ["STARTED"] });
  for (const end of ["abort", "close"] as const) {
    const pausing = client(busy);
    const stop = new AbortController();
    const paused = Promise.withResolvers<void>();
    const failure = failureOf(
      pausing.labs.waitUntilConverged(busy.labId, {
        signal: stop.signal,
        pollMs: 60_000,
        onProgress: () => void setImmediate(paused.resolve),
      }),
    );
    await paused.promise;
    if (end === "abort") stop.abort();
    else await pausing.close();
    expect((await failure).code).toBe(end === "abort" ? "aborted" : "closed");
    await pausing.close();
  }
});

test("is driven by events while the client is connected for them", async () => {
  await using controller = await labController({ states: ["STARTED", "BOOTED"] });
  await using cml = client(controller);
  await using events = cml.events();
  const first = events.next();
  const peer = await controller.server.peer();
  peer.send({ event_type: "other" });
  await first;
  const seen: string[] = [];
  const looked = Promise.withResolvers<void>();
  const waiting = cml.labs.waitUntilConverged(controller.labId, {
    pollMs: 60_000,
    onProgress: ({ nodes }) => {
      seen.push(nodes.map(({ state }) => state).join(" "));
      looked.resolve();
    },
  });
  await looked.promise;
  const change = (lab: string, state: string) => {
    peer.send({
      event_type: "state_change",
      event: state,
      element_type: "node",
      element_id: nodeId(0),
      lab_id: lab,
    });
  };
  change(idOf(2), "STOPPED");
  controller.nodes.set(nodeId(0), "BOOTED");
  change(controller.labId, "BOOTED");
  expect(await waiting).toMatchObject({ converged: true });
  // Once it is over, it does not listen any more.
  change(controller.labId, "QUEUED");
  for (let heard = await events.next(); !heard.done; heard = await events.next())
    if (heard.value.type === "state_change" && heard.value.state === "QUEUED") break;
  expect(seen).toEqual(["STARTED BOOTED", "BOOTED BOOTED", "BOOTED BOOTED"]);
  expect(controller.asked.filter((what) => what === "GET check_if_converged")).toHaveLength(2);
});

test("hears of a node that falls back from an event, and believes it only if a look confirms it", async () => {
  await using controller = await labController({ states: ["STARTED", "BOOTED"] });
  await using cml = client(controller);
  await using events = cml.events();
  const first = events.next();
  const peer = await controller.server.peer();
  peer.send({ event_type: "other" });
  await first;
  const progress = [
    Promise.withResolvers<void>(),
    Promise.withResolvers<void>(),
    Promise.withResolvers<void>(),
  ];
  let told = 0;
  const waiting = cml.labs.waitUntilConverged(controller.labId, {
    pollMs: 60_000,
    target: "started",
    onProgress: () => progress[told++]?.resolve(),
  });
  const failure = failureOf(waiting);
  const stopped = {
    event_type: "state_change",
    event: "STOPPED",
    element_type: "node",
    element_id: nodeId(1),
    lab_id: controller.labId,
  };
  await progress[0]?.promise;
  peer.send(stopped);
  await progress[1]?.promise;
  // The look after it says that it was an old story.
  await expect.poll(() => controller.asked.filter((what) => what === "GET lab_element_state").length).toBe(2);
  controller.nodes.set(nodeId(1), "STOPPED");
  peer.send(stopped);
  expect(await failure).toMatchObject({ code: "fell_back", nodes: [{ label: "R2", from: "BOOTED" }] });
});

test.each([{ timeoutMs: 0 }, { pollMs: 0 }, { graceMs: -1 }, { timeoutMs: 2 ** 31 }])(
  "refuses %j",
  async (options) => {
    await using controller = await labController();
    await using cml = client(controller);
    expect((await failureOf(cml.labs.waitUntilConverged(controller.labId, options))).code).toBe(
      "invalid_request",
    );
    expect(controller.asked).toEqual([]);
  },
);
