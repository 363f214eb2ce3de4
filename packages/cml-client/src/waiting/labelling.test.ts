import { expect, test } from "vitest";
import { type CmlConvergence, CmlError } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { type LabController, labController, nodeId } from "../test/lab-controller.ts";
import { json } from "../test/loopback.ts";

const quick = { pollMs: 2, graceMs: 20, timeoutMs: 20_000 };
const isListing = (what: string) => what === "GET nodes";

/** The list of nodes is answered with these first; with 200, as it should be. */
function listAnswers(controller: LabController, ...statuses: readonly number[]): void {
  const left = [...statuses];
  controller.onAsked = (what, response) => {
    if (!isListing(what)) return false;
    const status = left.shift() ?? 200;
    if (status !== 200) json(response, { code: status, description: "no" }, status);
    return status !== 200;
  };
}

test("asks a busy controller for the labels again, at the next look", async () => {
  await using controller = await labController({ states: ["STARTED"] });
  await using cml = plainClient(controller);
  listAnswers(controller, 503, 429);
  const { onAsked } = controller;
  controller.onAsked = (what, response) => {
    // It boots once they were told.
    if (controller.asked.filter(isListing).length === 3) controller.nodes.set(nodeId(0), "BOOTED");
    return onAsked(what, response);
  };
  const { nodes } = await cml.labs.waitUntilConverged(controller.labId, { ...quick, target: "started" });
  expect(nodes).toEqual([{ id: nodeId(0), label: "R1", state: "BOOTED" }]);
  expect(controller.asked.filter(isListing)).toHaveLength(3);
});

test.each([403, 404, 400])("does without the labels that are refused with %i", async (status) => {
  await using controller = await labController({ states: ["STARTED"] });
  await using cml = plainClient(controller);
  listAnswers(controller, ...Array(9).fill(status));
  const told: CmlConvergence[] = [];
  const end = await cml.labs.waitUntilConverged(controller.labId, {
    ...quick,
    onProgress(progress) {
      told.push(progress);
      controller.nodes.set(nodeId(0), "BOOTED");
    },
  });
  expect(end.nodes).toEqual([{ id: nodeId(0), label: null, state: "BOOTED" }]);
  expect(told).toHaveLength(2);
  // It would be refused again.
  expect(controller.asked.filter(isListing)).toHaveLength(1);
  await cml.labs.ensureWiped(controller.labId, quick);
  expect(controller.orders()).toEqual(["PUT stop", "PUT wipe"]);
});

test("hears who leaves while the labels are asked for, and an answer that a strict client does not know", async () => {
  await using controller = await labController({ states: ["BOOTED"] });
  await using cml = plainClient(controller);
  const leaving = new AbortController();
  controller.onAsked = (what) => {
    if (isListing(what)) leaving.abort();
    return isListing(what);
  };
  const waiting = cml.labs.waitUntilConverged(controller.labId, { ...quick, signal: leaving.signal });
  expect((await failureOf(waiting)).code).toBe("aborted");

  controller.onAsked = (what, response) => {
    if (isListing(what)) json(response, [{ id: nodeId(0), label: "R1", novelty: 1 }]);
    return isListing(what);
  };
  await using strict = plainClient(controller, { strict: true });
  const failure = await failureOf(strict.labs.waitUntilConverged(controller.labId, quick));
  expect(CmlError.is(failure, "unexpected")).toBe(true);
});

test("is not held up by a list of nodes that never comes, and asks for it three times at most", async () => {
  await using controller = await labController({ states: ["STARTED"] });
  await using cml = plainClient(controller, { timeoutMs: 50 });
  controller.onAsked = isListing;
  const waiting = cml.labs.waitUntilConverged(controller.labId, {
    ...quick,
    target: "started",
    onProgress: () => void controller.nodes.set(nodeId(0), "BOOTED"),
  });
  expect((await waiting).nodes).toEqual([{ id: nodeId(0), label: null, state: "BOOTED" }]);
  expect(controller.asked.filter(isListing).length).toBeLessThanOrEqual(3);
});

test("does without labels in an answer that is not understood", async () => {
  await using controller = await labController({ states: ["STOPPED"] });
  await using cml = plainClient(controller);
  controller.onAsked = (what, response) => {
    if (isListing(what)) response.writeHead(200, { "content-type": "text/html" }).end("<h1>Busy</h1>");
    return isListing(what);
  };
  await cml.labs.ensureStarted(controller.labId, quick);
  expect(controller.nodes.get(nodeId(0))).toBe("BOOTED");
});
