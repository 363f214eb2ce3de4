import { documentPath, readDocument } from "@cml-fleet/cml-document";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CmlOperationName } from "./api/operations.ts";
import { operations } from "./api/operations.ts";
import type { CmlClient } from "./index.ts";
import { arbitraryOf } from "./test/arbitrary-json.ts";
import { failureOf, plainClient } from "./test/clients.ts";
import { describedOperations } from "./test/described-operations.ts";
import { idOf } from "./test/ids.ts";
import { json, loopback } from "./test/loopback.ts";

const described = await describedOperations();

/** What stays with `cml.request`, and why. */
const leftToRequest: readonly CmlOperationName[] = [
  // Logging in and out is the client's own business.
  "POST /authenticate",
  "DELETE /logout",
  // Streams.
  "POST /images/upload",
  "GET /pcap/{link_capture_key}",
  "GET /system_archive",
  // Deprecated, and something else does it.
  "PUT /system/auth/config",
  "GET /groups/{group_id}/labs",
  "GET /groups/{group_id}/members",
  "GET /labs/{lab_id}/groups",
  "PUT /labs/{lab_id}/groups",
  "GET /build_configurations",
  "GET /licensing/features",
  // For the pages of the controller.
  "GET /populate_lab/{lab_id}",
  "GET /labs/{lab_id}/tile",
  "POST /feedback",
  "GET /diagnostic_event_data",
  // Repositories of sample labs.
  "GET /lab_repos",
  "POST /lab_repos",
  "PUT /lab_repos/refresh",
  "DELETE /lab_repos/{repo_id}",
];

test("describe every operation but those that are left on purpose", () => {
  const all = Object.keys(operations) as CmlOperationName[];
  expect(all.filter((name) => !described.has(name)).sort()).toEqual([...leftToRequest].sort());
});

type Schema = Readonly<Record<string, unknown>>;

/** Controllers send ids even where the document lets them leave them out; without, a thing cannot be named. */
function withIds(schema: Schema): Schema {
  // With and without data: the groups always ask for it.
  const [ids, things] = (schema["anyOf"] ?? []) as (Schema & { items?: Schema })[];
  if (things && ids?.items?.["type"] === "string") return withIds(things);
  const copy = JSON.parse(JSON.stringify(schema), (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || !("properties" in value)) return value;
    const { properties, required = [] } = value as { properties: object; required?: readonly string[] };
    return "id" in properties ? { ...value, required: [...new Set([...required, "id"])] } : value;
  });
  return copy as Schema;
}

const path = documentPath();
const document = path === undefined ? undefined : readDocument(path);

describe.skipIf(document === undefined)("answers made by the document's schemas", () => {
  const { operations: documented = [], schemas = {} } = document ?? {};
  const definitions = Object.fromEntries(Object.entries(schemas).map(([name, one]) => [name, withIds(one)]));
  const cases = documented.flatMap(({ name, answers }) =>
    (described.get(name as CmlOperationName) ?? []).flatMap((operation) =>
      Object.entries(answers).map(
        ([status, answer]) => [name, Number(status), answer?.schema, operation] as const,
      ),
    ),
  );

  // They are maps of LabUi by the document; reality has another test.
  const others = cases.filter(([name]) => name !== "GET /populate_lab_tiles");

  test.each(others)("to %s, %i, can be read", (_name, status, schema, operation) => {
    const bodies =
      schema === undefined
        ? fc.constant("")
        : arbitraryOf(withIds(schema), definitions).map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(bodies, (body) => {
        // An object without members is nobody's: where it means something, a test of the group says so.
        if (body === "{}") return;
        const headers = { "content-type": "application/json" };
        expect(operation.read({ status, headers, body }, undefined)).toBeDefined();
      }),
      { numRuns: 30 },
    );
  });
});

const lab = idOf(1);
const refusals: readonly (readonly [field: string, call: (cml: CmlClient) => Promise<unknown>])[] = [
  ["path.lab_id", (cml) => cml.labs.get("../users")],
  ["path.lab_id", (cml) => cml.labs.delete("")],
  ["body.title", (cml) => cml.labs.create({ title: "" })],
  ["body.title", (cml) => cml.labs.update(lab, { title: "x".repeat(65) })],
  ['"titel"', (cml) => cml.labs.update(lab, { titel: "x" } as object)],
  ["body.owner", (cml) => cml.labs.create({ ownerId: "ann" })],
  [
    "body.associations.users.0.permissions.0",
    (cml) => cml.labs.create({ associations: { users: [{ id: idOf(9), permissions: ["LAB_VIEW"] }] } }),
  ],
  ["query.title", (cml) => cml.labs.importTopology("x", { title: "" })],
  ["body.ram", (cml) => cml.nodes.update(lab, idOf(2), { ramMib: 0 })],
  ["body.cpu_limit", (cml) => cml.nodes.update(lab, idOf(2), { cpuLimitPercent: 10 })],
  ["body.tags", (cml) => cml.nodes.update(lab, idOf(2), { tags: null as unknown as string[] })],
  ["body.x", (cml) => cml.nodes.create(lab, { label: "n", x: 0.5, y: 0, nodeDefinition: "iosv" })],
  ["body.label", (cml) => cml.nodes.create(lab, { label: "", x: 0, y: 0, nodeDefinition: "iosv" })],
  ["path.console_id", (cml) => cml.nodes.consoleLog(lab, idOf(2), { line: 65 })],
  ["body.mac_address", (cml) => cml.interfaces.update(lab, idOf(4), { macAddress: "nope" })],
  ["body.slot", (cml) => cml.interfaces.create(lab, { nodeId: idOf(2), slot: 129 })],
  ["body.src_int", (cml) => cml.links.create(lab, { interfaceAId: "a", interfaceBId: idOf(5) })],
  ["body.latency", (cml) => cml.links.condition.set(lab, idOf(3), { latencyMs: 10_001 })],
  ["body.maxpackets", (cml) => cml.links.capture.start(lab, idOf(3), { maxPackets: 0 })],
  ["maxPackets or maxSeconds", (cml) => cml.links.capture.start(lab, idOf(3), { filter: "icmp" })],
  ["path.packet_id", (cml) => cml.pcap.packet(idOf(3), 0)],
  ["body.token", (cml) => cml.licensing.register({ token: "not a token" })],
  ["body", (cml) => cml.licensing.setProductLicense("CML Enterprise")],
  ["body", (cml) => cml.licensing.setFeatures([])],
  ["body.0.count", (cml) => cml.licensing.setFeatures([{ id: "a", count: -1 }])],
  ["body.ssms", (cml) => cml.licensing.setTransport({ ssms: "ftp://x" })],
  ["body.username", (cml) => cml.authentication.login({ username: "", password: "pw" })],
  ["body.username", (cml) => cml.users.create({ username: "", password: "pw" })],
  ["body.opt_in", (cml) => cml.telemetry.setOptIn("maybe" as "unset")],
  ["body.licenses", (cml) => cml.resourcePools.create({ label: "P", licenses: 321 })],
  ["path.timeout", (cml) => cml.system.setWebSessionTimeout(299)],
  ["path.category", (cml) => cml.system.diagnostics("secrets" as "labs")],
  [
    "body.admission_state",
    (cml) => cml.system.computeHosts.update(idOf(7), { admissionState: "ON" as "READY" }),
  ],
  ["path.def_id", (cml) => cml.nodeDefinitions.get("a/b")],
];

test.each(refusals)("refuse a wrong %s before anything is sent", async (field, call) => {
  await using server = await loopback((_request, response) => json(response, {}));
  await using cml = plainClient(server);
  const failure = await failureOf(call(cml));
  expect(failure).toMatchObject({ code: "invalid_request" });
  expect(failure.message).toContain(field);
  expect(server.received).toEqual([]);
});

test("never quote what is refused, which may be secret", async () => {
  await using server = await loopback((_request, response) => json(response, {}));
  await using cml = plainClient(server);
  const failures = [
    await failureOf(cml.licensing.register({ token: "top secret" })),
    await failureOf(cml.users.create({ username: "", password: "top secret" })),
    await failureOf(cml.authentication.login({ username: "", password: "top secret" })),
    await failureOf(
      cml.users.update(idOf(9), {
        password: { newPassword: 7 as unknown as string, oldPassword: "top secret" },
      }),
    ),
  ];
  for (const failure of failures)
    expect(JSON.stringify(failure) + failure.message).not.toContain("top secret");
});
