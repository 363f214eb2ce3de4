import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import { clientOf, failureOf, plainClient } from "../test/clients.ts";
import { idOf } from "../test/ids.ts";
import { type LabController, labController, nodeId } from "../test/lab-controller.ts";
import { json, type Loopback, loopback } from "../test/loopback.ts";

const quick = { pollMs: 2 };
/** Gives up on a lab that rests elsewhere as soon as it may. */
const hasty = { ...quick, graceMs: 20 };
const client = (controller: LabController) => plainClient(controller as unknown as Loopback);

test("destroys a lab that runs: stops, wipes and deletes it, each after the other is done", async () => {
  await using controller = await labController({ states: ["BOOTED", "BOOTED"] });
  await using cml = client(controller);
  const steps = new Set<string>();
  await cml.labs.destroy(controller.labId, { ...quick, onProgress: ({ step }) => void steps.add(step) });
  expect(controller.exists).toBe(false);
  expect(controller.orders()).toEqual(["PUT stop", "PUT wipe", "DELETE"]);
  expect([...steps]).toEqual(["stopping", "wiping", "deleting"]);
});

test.each([
  [
    ["QUEUED", "BOOTED"],
    ["PUT stop", "PUT wipe", "DELETE"],
  ],
  [
    ["STOPPED", "STOPPED"],
    ["PUT wipe", "DELETE"],
  ],
  [
    ["DEFINED_ON_CORE", "STOPPED"],
    ["PUT wipe", "DELETE"],
  ],
  [["DEFINED_ON_CORE", "DEFINED_ON_CORE"], ["DELETE"]],
  [[], ["DELETE"]],
])("destroys a lab with nodes %j by %j", async (states, orders) => {
  await using controller = await labController({ states });
  await using cml = client(controller);
  await cml.labs.destroy(controller.labId, quick);
  expect(controller.orders()).toEqual(orders);
});

test("takes a lab that is gone, before or meanwhile, for destroyed", async () => {
  await using controller = await labController({ states: ["BOOTED"] });
  await using cml = client(controller);
  controller.onAsked = (what) => {
    if (what === "PUT wipe") controller.exists = false;
    return false;
  };
  await cml.labs.destroy(controller.labId, quick);
  await cml.labs.destroy(controller.labId, quick);
  expect(controller.orders()).toEqual(["PUT stop", "PUT wipe"]);
});

test("does not take any 404 for a lab that is gone", async () => {
  await using wrongPath = await loopback((_request, response) => json(response, null, 404));
  await using lost = plainClient(wrongPath);
  expect((await failureOf(lost.labs.destroy(idOf(1), quick))).code).toBe("not_found");

  await using controller = await labController();
  controller.onAsked = (what, response) => {
    if (what === "DELETE") json(response, { code: 404, description: "Not Found" }, 404);
    return what === "DELETE";
  };
  await using cml = client(controller);
  expect((await failureOf(cml.labs.destroy(controller.labId, quick))).code).toBe("not_found");
});

test("goes on where it was interrupted, at every step", async () => {
  await using controller = await labController({ states: ["BOOTED", "BOOTED"] });
  await using cml = client(controller);
  for (const step of ["stopping", "wiping", "deleting"] as const) {
    const leaving = new AbortController();
    const destroying = cml.labs.destroy(controller.labId, {
      ...quick,
      signal: leaving.signal,
      onProgress: (progress) => void (progress.step === step && leaving.abort()),
    });
    expect((await failureOf(destroying)).code).toBe("aborted");
    expect(controller.exists).toBe(true);
  }
  await cml.labs.destroy(controller.labId, quick);
  expect(controller.exists).toBe(false);
  // Asked again to stop what had not stopped yet; nothing else is done twice.
  expect(controller.orders()).toEqual(["PUT stop", "PUT stop", "PUT wipe", "DELETE"]);
});

test("starts what does not run and does nothing to what does", async () => {
  await using controller = await labController();
  await using cml = client(controller);
  for (const _ of [1, 2]) await cml.labs.ensureStarted(controller.labId, quick);
  expect([...controller.nodes.values()]).toEqual(["BOOTED", "BOOTED"]);
  controller.nodes.set(nodeId(1), "STOPPED");
  await cml.labs.ensureStarted(controller.labId, quick);
  expect(controller.orders()).toEqual(["PUT start", "PUT start"]);
});

test("lets what is under way come to an end before it starts, and does not wait for it before it stops", async () => {
  await using controller = await labController({ states: ["BOOTED"], looks: 5 });
  await using cml = client(controller);
  await cml.labs.stop(controller.labId);
  const steps: string[] = [];
  await cml.labs.ensureStarted(controller.labId, {
    ...quick,
    onProgress: ({ step }) => void steps.push(step),
  });
  expect([...new Set(steps)]).toEqual(["settling", "starting"]);
  await cml.labs.start(controller.labId);
  await cml.labs.ensureStopped(controller.labId, quick);
  expect([...controller.nodes.values()]).toEqual(["STOPPED"]);
  expect(controller.orders()).toEqual(["PUT stop", "PUT start", "PUT start", "PUT stop"]);
});

test("stops and wipes once, however often it is asked", async () => {
  await using controller = await labController({ states: ["BOOTED", "STOPPED"] });
  await using cml = client(controller);
  for (const _ of [1, 2]) await cml.labs.ensureStopped(controller.labId, quick);
  expect(controller.orders()).toEqual(["PUT stop"]);
  for (const _ of [1, 2]) await cml.labs.ensureWiped(controller.labId, quick);
  expect(controller.orders()).toEqual(["PUT stop", "PUT wipe"]);
});

test("says that something else starts the lab again, instead of fighting for ever", async () => {
  await using controller = await labController({ states: ["BOOTED"], looks: 0 });
  controller.onAsked = (what) => {
    if (what === "GET state") controller.nodes.set(nodeId(0), "BOOTED");
    return false;
  };
  await using cml = client(controller);
  expect(await failureOf(cml.labs.ensureStopped(controller.labId, hasty))).toMatchObject({
    code: "conflict",
    operation: "labs.ensureStopped",
  });
});

test("has one deadline for all its steps", async () => {
  await using controller = await labController({ states: ["BOOTED"], looks: Number.POSITIVE_INFINITY });
  await using cml = client(controller);
  expect(await failureOf(cml.labs.destroy(controller.labId, { ...quick, timeoutMs: 1_000 }))).toMatchObject({
    code: "timeout",
    operation: "labs.destroy",
    message: expect.stringContaining("1 BOOTED"),
  });
  expect(controller.exists).toBe(true);
});

test("stops and wipes a lab of a simulated controller", async () => {
  let nowMs = Date.parse("2026-05-20T12:00:00Z");
  await using cml = await startCmlSimulator({ clock: () => (nowMs += 200) });
  await using remote = clientOf(cml);
  const id = cml.labIds()[0] ?? "";
  await remote.labs.ensureWiped(id, quick);
  expect(await remote.labs.state(id)).toBe("DEFINED_ON_CORE");
  await remote.labs.ensureStarted(id, quick);
  expect(await remote.labs.state(id)).toBe("STARTED");
});
