import { expect, test } from "vitest";
import type { CmlError } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { type LabController, labController, nodeId } from "../test/lab-controller.ts";
import { json, loopback } from "../test/loopback.ts";

const quick = { pollMs: 2, graceMs: 20, timeoutMs: 20_000 };
const ESCAPES = "\u001b]0;title\u0007\u001b[2J\n";
const target = "started";

/** A lab whose only node has a label that a terminal would obey. */
async function hostileLab(states: readonly string[], answers: Readonly<Record<string, unknown>> = {}) {
  const controller = await labController({ states });
  controller.onAsked = (what, response) => {
    const told = { "GET nodes": [{ id: nodeId(0), label: `${ESCAPES}R1` }], ...answers }[what];
    if (told !== undefined) json(response, told);
    return told !== undefined;
  };
  return controller;
}

async function waitFor(controller: LabController, options: object): Promise<CmlError> {
  await using cml = plainClient(controller);
  return await failureOf(cml.labs.waitUntilConverged(controller.labId, { ...quick, ...options }));
}

test("says nothing that a terminal would obey where a lab rests elsewhere", async () => {
  await using lab = await hostileLab(["STOPPED"], { "GET state": `${ESCAPES}HALF` });
  const { message } = await waitFor(lab, { target });
  expect(message).toContain("its state is ]0;title [2J HALF, ]0;title [2J R1 is STOPPED.");
  expect(message).not.toMatch(/\p{Cc}/u);
});

test("says nothing that a terminal would obey of nodes that fell back", async () => {
  await using lab = await hostileLab(["STARTED"]);
  const onProgress = () => lab.nodes.set(nodeId(0), "STOPPED");
  const failure = await waitFor(lab, { target, onProgress });
  expect(failure.code).toBe("fell_back");
  expect(failure.message).toContain("]0;title [2J R1 from STARTED to STOPPED");
  expect(failure.message).not.toMatch(/\p{Cc}/u);
  // Data stays what it is.
  expect(failure.nodes?.[0]?.label).toBe(`${ESCAPES}R1`);
});

test("says nothing that a terminal would obey of nodes whose time is over", async () => {
  await using lab = await hostileLab([`${ESCAPES}LATE`], { "GET check_if_converged": false });
  const { code, message } = await waitFor(lab, { timeoutMs: 150 });
  expect(code).toBe("timeout");
  expect(message).toContain("(nodes: 1 ]0;title [2J LATE)");
  expect(message).not.toMatch(/\p{Cc}/u);
});

test("says nothing that a terminal would obey of a registration", async () => {
  let isAsked = false;
  await using server = await loopback(({ method }, response) => {
    isAsked ||= method !== "GET";
    if (method !== "GET") return response.writeHead(204).end();
    const registration = { status: isAsked ? "FAILED" : "NOT_REGISTERED" };
    return json(response, { registration, authorization: { status: `${ESCAPES}NO` } });
  });
  await using cml = plainClient(server);
  const failure = await failureOf(cml.licensing.registerAndWait({ token: "0123-a-token", pollMs: 2 }));
  expect(failure.code).toBe("registration_failed");
  expect(failure.message).toContain("authorization ]0;title [2J NO");
  expect(failure.detail).toBe("registration FAILED, authorization ]0;title [2J NO");
  expect(failure.message).not.toMatch(/\p{Cc}/u);
});
