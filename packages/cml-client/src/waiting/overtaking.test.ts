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
    peer.send({
      event_type: "state_change",
      event: "STOPPED",
      element_type: "node",
      element_id: nodeId(1),
      lab_id: controller.labId,
    });
    void heard(events).then(() => json(response, []));
    return true;
  };
  const options = { pollMs: 3_600_000, timeoutMs: 20_000, target: "started" } as const;
  const failure = await failureOf(cml.labs.waitUntilConverged(controller.labId, options));
  expect(failure).toMatchObject({ code: "fell_back", nodes: [{ id: nodeId(1), from: "BOOTED" }] });
});

/** Resolves when the client has been told that a node is in another state. */
async function heard(events: CmlEventStream): Promise<void> {
  for (;;) {
    const { value, done } = await events.next();
    if (done || value.type === "state_change") return;
  }
}
