import { CoreError } from "@cml-fleet/core";
import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import { gatewayTo, targetOf } from "./test/scene.ts";

test("lists everybody's labs in the words of the core", async () => {
  const nowMs = Date.parse("2026-05-20T12:00:00Z");
  await using cml = await startCmlSimulator({ clock: () => nowMs });
  await using gateway = gatewayTo(cml);
  const labs = await gateway.labs(targetOf(cml));
  expect(labs.map(({ id }) => id)).toEqual(cml.labIds());
  expect(labs[2]).toEqual({
    id: cml.labIds()[2],
    title: "OSPF basics",
    description: "",
    notes: "",
    state: "DEFINED_ON_CORE",
    ownerUsername: "student",
    ownerFullname: "",
    nodeCount: 4,
    linkCount: 3,
    createdAt: "2026-05-16T12:00:00.000Z",
    modifiedAt: "2026-05-16T12:00:00.000Z",
    groups: [],
  });
});

test("names a lab by its id and its state unknown when the controller says neither", async () => {
  await using cml = await startCmlSimulator({ labs: [{ title: "T", nodes: [] }] });
  await using gateway = gatewayTo(cml);
  const body = { lab_title: null, state: null };
  cml.faults.add({ operation: "GET /labs/{lab_id}", fault: { kind: "status", status: 200, body } });
  const [id] = cml.labIds();
  expect(await gateway.labs(targetOf(cml))).toMatchObject([
    { id, title: id, state: "UNKNOWN", nodeCount: null },
  ]);
});

test.each([
  ["a list that is none", "GET /labs", { kind: "status", status: 200, body: { labs: [] } }, "unavailable"],
  ["a list with a gap", "GET /labs", { kind: "status", status: 200, body: ["l1", null] }, "unavailable"],
  ["a list cut short", "GET /labs", { kind: "truncated" }, "unavailable"],
  ["no list", "GET /labs", { kind: "status", status: 204, body: "" }, "unavailable"],
  ["a lab that fails", "GET /labs/{lab_id}", { kind: "status", status: 500 }, "unavailable"],
  ["no permission", "GET /labs", { kind: "status", status: 403 }, "forbidden"],
  ["too many calls", "GET /labs", { kind: "status", status: 429 }, "throttled"],
] as const)("throws for %s, and never lists no labs instead", async (_what, operation, fault, code) => {
  await using cml = await startCmlSimulator();
  await using gateway = gatewayTo(cml);
  cml.faults.add({ operation, fault });
  await expect(gateway.labs(targetOf(cml))).rejects.toMatchObject({ isCoreError: true, code });
});

test("throws unauthenticated when the login is refused", async () => {
  await using cml = await startCmlSimulator();
  await using gateway = gatewayTo({ username: "admin", password: "wrong" });
  const refused = expect.objectContaining({ code: "unauthenticated", retryable: false });
  await expect(gateway.labs(targetOf(cml))).rejects.toEqual(refused);
});

test("keeps to the limit of a visit, also for a caller who brings a signal of its own", async () => {
  await using cml = await startCmlSimulator();
  await using gateway = gatewayTo(cml, { timeoutMs: 60_000, visitMs: 150 });
  cml.faults.add({ operation: "GET /labs/{lab_id}", fault: { kind: "hang" } });
  const { signal } = new AbortController();
  for (const call of [{}, { signal }]) {
    const listing = gateway.labs(targetOf(cml), call);
    await expect(listing).rejects.toMatchObject({ code: "timeout", retryable: true });
  }
});

test("throws aborted when the caller gives up", async () => {
  await using cml = await startCmlSimulator();
  await using gateway = gatewayTo(cml);
  cml.faults.add({ operation: "GET /labs", fault: { kind: "hang" } });
  const signal = AbortSignal.timeout(60);
  const failure = await gateway.labs(targetOf(cml), { signal }).catch((error: unknown) => error);
  expect(CoreError.is(failure, "aborted")).toBe(true);
});
