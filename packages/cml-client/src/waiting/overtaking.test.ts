import { expect, test } from "vitest";
import type { CmlEventStream } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { labController, nodeId } from "../test/lab-controller.ts";
import { json, type Loopback } from "../test/loopback.ts";

test("looks again when an event was told while an older answer was on its way", async () => {
  await using controller = await labController({ states: ["STARTED", "BOOTED"] });
  await using cml = plainClient(controller as unknown as Loopback);
  await using events = cml.events();
  const first = events.next();
  const peer = await controller.server.peer();
  peer.send({ event_type: "other" });
  await first;
  let isOver = false;
  controller.onAsked = (what, response) => {
    if (what !== "GET nodes" || isOver) return false;
    isOver = true;
    controller.nodes.set(nodeId(1), "STOPPED");
    peer.send({ ...change(controller.labId, "STOPPED"), element_id: nodeId(1) });
    void heard(events, "STOPPED").then(() => json(response, []));
    return true;
  };
  const options = { pollMs: 3_600_000, timeoutMs: 20_000, target: "started" } as const;
  const failure = await failureOf(cml.labs.waitUntilConverged(controller.labId, options));
  expect(failure).toMatchObject({ code: "fell_back", nodes: [{ id: nodeId(1), from: "BOOTED" }] });
});

test.each(["GET check_if_converged", "GET lab_element_state", "GET nodes"])(
  "hears that a node ran and fell back while the first %s is under way",
  async (during) => {
    await using controller = await labController({ states: ["QUEUED", "BOOTED"] });
    await using cml = plainClient(controller as unknown as Loopback);
    await using events = cml.events();
    const first = events.next();
    const peer = await controller.server.peer();
    peer.send({ event_type: "other" });
    await first;
    let isOver = false;
    controller.onAsked = (what, response) => {
      if (what !== during || isOver) return false;
      isOver = true;
      const before = {
        "GET check_if_converged": false,
        "GET lab_element_state": { nodes: Object.fromEntries(controller.nodes), links: {}, interfaces: {} },
        "GET nodes": [],
      }[during];
      for (const state of ["STARTED", "STOPPED"]) peer.send(change(controller.labId, state));
      controller.nodes.set(nodeId(0), "STOPPED");
      void heard(events, "STOPPED").then(() => json(response, before));
      return true;
    };
    const options = { pollMs: 2, timeoutMs: 20_000, graceMs: 50, target: "started" } as const;
    const failure = await failureOf(cml.labs.waitUntilConverged(controller.labId, options));
    expect(failure).toMatchObject({
      code: "fell_back",
      nodes: [{ id: nodeId(0), from: "STARTED", to: "STOPPED" }],
    });
  },
);

test("knows nothing of a node that ran and was taken out before the lab was seen", async () => {
  await using controller = await labController({ states: ["BOOTED"] });
  await using cml = plainClient(controller as unknown as Loopback);
  await using events = cml.events();
  const first = events.next();
  const peer = await controller.server.peer();
  peer.send({ event_type: "other" });
  await first;
  let isOver = false;
  controller.onAsked = (what, response) => {
    if (what !== "GET check_if_converged" || isOver) return false;
    isOver = true;
    peer.send({ ...change(controller.labId, "STARTED"), element_id: nodeId(7) });
    void heard(events, "STARTED").then(() => json(response, true));
    return true;
  };
  const options = { pollMs: 2, timeoutMs: 20_000, target: "started" } as const;
  const end = await cml.labs.waitUntilConverged(controller.labId, options);
  expect(end.nodes.map(({ id }) => id)).toEqual([nodeId(0)]);
});

const change = (labId: string, state: string) => ({
  event_type: "state_change",
  event: state,
  element_type: "node",
  element_id: nodeId(0),
  lab_id: labId,
});

/** Resolves when the client has been told that a node is in this state. */
async function heard(events: CmlEventStream, state: string): Promise<void> {
  for (;;) {
    const { value, done } = await events.next();
    if (done || (value.type === "state_change" && value.state === state)) return;
  }
}
