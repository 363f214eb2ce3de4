import { expect, test } from "vitest";
import { client, visit } from "../../test/cml-requests.ts";

const quick = {
  labs: [{ title: "One", nodes: ["alpine"] }],
  nodeBootMs: 10_000,
  nodeTimes: { queueMs: 1_000 },
};

interface Noted {
  readonly category: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, string>>;
}

const about = (categories: string, noted: readonly Noted[]) =>
  noted.filter(({ category }) => new RegExp(categories).test(category));

test("takes note of every step of a lab, at its time, although nobody looked", async () => {
  await using cml = await visit(quick);
  const [lab] = cml.cml.labIds();
  const begunMs = cml.clock.now();
  await cml.send("PUT", `/labs/${lab}/start`);
  cml.clock.advance(3_600_000);
  const noted: Noted[] = about("_(lab|node)$", (await cml.get("/telemetry/events")).body);
  expect(noted.map(({ category, timestamp }) => [category, Date.parse(`${timestamp}Z`) - begunMs])).toEqual([
    ["queue_node", 0],
    ["start_lab", 0],
    ["start_node", 1_000],
    ["boot_node", 11_000],
  ]);
  expect(noted[0]?.data).toEqual({ lab_id: lab, node_id: expect.any(String) });
  await cml.send("PUT", `/labs/${lab}/stop`);
  await cml.send("PUT", `/labs/${lab}/wipe`);
  cml.clock.advance(3_600_000);
  const later: Noted[] = about("_(lab|node)$", (await cml.get("/telemetry/events")).body);
  expect(later.slice(4).map(({ category }) => category)).toEqual(["stop_node", "stop_lab", "wipe_node"]);
});

test("knows what happened before it was asked for the first time", async () => {
  await using cml = await visit({ labs: [{ title: "Old", nodes: ["alpine"], state: "STOPPED" }] });
  const noted: Noted[] = (await cml.get("/telemetry/events")).body;
  expect(about("_lab$", noted).map(({ category }) => category)).toEqual(["start_lab", "stop_lab"]);
});

test("takes note of who logs in and who changes something, but not of who reads", async () => {
  await using cml = await visit({ ...quick, users: [{ username: "ada", password: "engine" }] });
  const http = client(cml.cml);
  const ada = (await http.send("POST", "/authenticate", undefined, { username: "ada", password: "engine" }))
    .body;
  await http.get("/labs", ada);
  await http.send("POST", "/labs", ada, { title: "Hers" });
  const noted: Noted[] = about("user_activity", (await cml.get("/telemetry/events")).body);
  const [admin, ...hers] = noted.map(({ data }) => data["user_id"]);
  // Readers tell the built-in administrator by this.
  expect(admin).toMatch(/^00000000-0000-/);
  expect(hers).toHaveLength(2);
  expect(hers[0]).not.toMatch(/^00000000-0000-/);
});

test("tells a user nothing of the labs of others, nor of labs that are gone, and an administrator everything", async () => {
  await using cml = await visit({ ...quick, users: [{ username: "ada", password: "engine" }] });
  const http = client(cml.cml);
  const login = { username: "ada", password: "engine" };
  const ada = (await http.send("POST", "/authenticate", undefined, login)).body;
  const make = async () =>
    (await http.send("POST", "/import", ada, "lab: { title: Hers, version: 0.3.0 }\nnodes: []\nlinks: []"))
      .body.id;
  const [kept, gone] = [await make(), await make()];
  await http.send("DELETE", `/labs/${gone}`, ada);
  await cml.send("PUT", `/labs/${cml.cml.labIds()[0]}/start`);
  const labsIn = (noted: readonly Noted[]) => new Set(noted.flatMap(({ data }) => data["lab_id"] ?? []));
  const hers: Noted[] = (await http.get("/telemetry/events", ada)).body;
  expect(labsIn(hers)).toEqual(new Set([kept]));
  expect(about("user_activity", hers).length).toBeGreaterThan(0);
  expect(labsIn((await cml.get("/telemetry/events")).body)).toEqual(
    new Set([kept, gone, cml.cml.labIds()[0]]),
  );
});

test("takes note of what it runs on once, at its start, and of its load every hour", async () => {
  await using cml = await visit({ labs: [{ title: "On", nodes: ["alpine"], state: "STARTED" }] });
  const startedMs = cml.clock.now();
  const atStart: Noted[] = about("info$|^hypervisor$", (await cml.get("/telemetry/events")).body);
  expect(atStart.map(({ category }) => category)).toEqual([
    "cpuinfo",
    "meminfo",
    "blkinfo",
    "dmiinfo",
    "hypervisor",
    "license_info",
    "aaa_info",
  ]);
  cml.clock.advance(3 * 3_600_000 + 1);
  const later: Noted[] = (await cml.get("/telemetry/events")).body;
  expect(about("info$", later)).toHaveLength(atStart.length - 1);
  const loads = about("^(system_stats|running_nodes)$", later);
  expect(loads.map(({ category, timestamp }) => [category, Date.parse(`${timestamp}Z`) - startedMs])).toEqual(
    [1, 2, 3].flatMap((hours) => [
      ["system_stats", hours * 3_600_000],
      ["running_nodes", hours * 3_600_000],
    ]),
  );
  expect(loads[1]?.data).toEqual({ alpine: 1 });
  expect((await cml.get("/telemetry/events")).body).toEqual(later);
});

test("does not drown in notes when its clock jumps by years, and keeps them in order", async () => {
  await using cml = await visit({
    ...quick,
    nodeTimes: { queueMs: 5_400_000 },
    tokenLifetimeS: 4 * 365 * 86_400,
  });
  cml.clock.advance(3 * 365 * 86_400_000);
  await cml.send("PUT", `/labs/${cml.cml.labIds()[0]}/start`);
  cml.clock.advance(2 * 3_600_000);
  const noted: Noted[] = (await cml.get("/telemetry/events")).body;
  expect(about("^system_stats$", noted)).toHaveLength(202);
  // Between the loads of the first and the second hour.
  expect(about("^start_node$", noted)).toHaveLength(1);
  const times = noted.map(({ timestamp }) => timestamp);
  expect(times).toEqual(times.toSorted());
});
