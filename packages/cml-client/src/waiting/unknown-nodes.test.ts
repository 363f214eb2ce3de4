import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { failureOf, plainClient } from "../test/clients.ts";
import { type LabController, labController, nodeId } from "../test/lab-controller.ts";
import { json } from "../test/loopback.ts";

const quick = { pollMs: 2, graceMs: 20, timeoutMs: 20_000 };

/** What is said of the nodes, each time that somebody asks for them. */
function sayOfNodes(controller: LabController, answer: (times: number, response: ServerResponse) => boolean) {
  let times = 0;
  controller.onAsked = (what, response) => what === "GET lab_element_state" && answer(++times, response);
}

const isBusy = (response: ServerResponse) => {
  json(response, null, 503);
  return true;
};

test("does not take nodes that a busy controller says nothing of for started", async () => {
  await using controller = await labController({ states: ["BOOTED", "STOPPED"] });
  await using cml = plainClient(controller);
  sayOfNodes(controller, (_times, response) => isBusy(response));
  const hasty = { ...quick, timeoutMs: 100 };
  const late = { code: "timeout", cause: { code: "unavailable" } };
  expect(await failureOf(cml.labs.ensureStarted(controller.labId, hasty))).toMatchObject(late);
  const waiting = cml.labs.waitUntilConverged(controller.labId, { ...hasty, target: "started" });
  expect(await failureOf(waiting)).toMatchObject(late);
  expect(controller.orders()).toEqual([]);
});

test("asks again where the nodes are when the controller is busy at the first look, and starts them", async () => {
  await using controller = await labController({ states: ["BOOTED", "STOPPED"] });
  await using cml = plainClient(controller);
  sayOfNodes(controller, (times, response) => times < 3 && isBusy(response));
  await cml.labs.ensureStarted(controller.labId, quick);
  expect(controller.orders()).toEqual(["PUT start"]);
  expect([...controller.nodes.values()]).toEqual(["BOOTED", "BOOTED"]);
});

test.each(["started", undefined] as const)(
  "asks a busy controller again where the nodes are before it says that a lab rests: target %s",
  async (target) => {
    await using controller = await labController({ states: ["BOOTED", "BOOTED"] });
    await using cml = plainClient(controller);
    sayOfNodes(controller, (times, response) => times < 4 && isBusy(response));
    const options = { ...quick, ...(target && { target }) };
    const { nodes } = await cml.labs.waitUntilConverged(controller.labId, options);
    expect(nodes.map(({ state }) => state)).toEqual(["BOOTED", "BOOTED"]);
  },
);

test("notices a node that fell back while the controller was busy", async () => {
  await using controller = await labController({ states: ["STARTED", "BOOTED"] });
  await using cml = plainClient(controller);
  sayOfNodes(controller, (times, response) => {
    if (times < 2) return false;
    controller.nodes.set(nodeId(0), "BOOTED");
    controller.nodes.set(nodeId(1), "STOPPED");
    return times < 4 && isBusy(response);
  });
  const failure = await failureOf(cml.labs.waitUntilConverged(controller.labId, quick));
  expect(failure).toMatchObject({ code: "fell_back", nodes: [{ label: "R2", to: "STOPPED" }] });
});

test.each([
  ["nothing", null],
  ["states that are no text", { [nodeId(0)]: { state: "STOPPED" }, [nodeId(1)]: { state: "STOPPED" } }],
  ["one state that is missing", { [nodeId(0)]: "BOOTED", [nodeId(1)]: null }],
])("does not take a lab for empty, or started, by %s", async (_what, nodes) => {
  await using controller = await labController({ states: ["BOOTED", "STOPPED"] });
  await using cml = plainClient(controller);
  sayOfNodes(controller, (_times, response) => {
    json(response, { nodes, links: {}, interfaces: {} });
    return true;
  });
  const { labId } = controller;
  const target = "started";
  expect((await failureOf(cml.labs.ensureStarted(labId, quick))).code).toBe("unexpected");
  const waiting = cml.labs.waitUntilConverged(labId, { ...quick, target });
  expect((await failureOf(waiting)).code).toBe("unexpected");
});

test("says that a controller does not know where nodes are, and does nothing to their lab", async () => {
  await using controller = await labController({ states: ["BOOTED"] });
  await using cml = plainClient(controller);
  sayOfNodes(controller, (_times, response) => {
    json(response, { code: 404, description: "Not Found" }, 404);
    return true;
  });
  const operation = "GET /labs/{lab_id}/lab_element_state";
  for (const act of ["ensureStarted", "destroy", "waitUntilConverged"] as const) {
    const failure = await failureOf(cml.labs[act](controller.labId, quick));
    expect(failure).toMatchObject({ code: "not_found", operation });
  }
  expect(controller.orders()).toEqual([]);
});

test("is as strict as its client", async () => {
  await using controller = await labController({ states: ["BOOTED", "STOPPED"] });
  await using cml = plainClient(controller, { strict: true });
  sayOfNodes(controller, (_times, response) => {
    json(response, { nodes: Object.fromEntries(controller.nodes), links: {}, interfaces: {}, novelty: 1 });
    return true;
  });
  expect(await failureOf(cml.labs.ensureStarted(controller.labId, quick))).toMatchObject({
    code: "unexpected",
    message: expect.stringContaining('"novelty"'),
  });
});
