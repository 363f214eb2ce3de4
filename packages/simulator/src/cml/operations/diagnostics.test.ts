import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, request } from "undici";
import { expect, test } from "vitest";
import { client, visit } from "../../test/cml-requests.ts";
import { manualClock } from "../../test/manual-clock.ts";
import { startCmlSimulator } from "../cml-simulator.ts";

const ada = { username: "ada", password: "engine" };
const scene = {
  labs: [{ title: "One", nodes: ["alpine", "iosv"] }],
  users: [ada],
  nodeBootMs: 10_000,
  nodeTimes: { queueMs: 5_000 },
};

test("tells of nodes that wait, boot and run, where they are and what they went through", async () => {
  await using cml = await visit(scene);
  const [lab = ""] = cml.cml.labIds();
  const about = async (category: string) => (await cml.get(`/diagnostics/${category}`)).body;
  expect((await about("labs"))[lab]).toMatchObject({ allocated: false });
  expect(await about("node_launch_queue")).toEqual([]);
  await cml.send("PUT", `/labs/${lab}/start`);
  expect(await about("node_launch_queue")).toMatchObject([
    { node_definition: "alpine", lab_id: lab, cpus: 1, ram: 512 },
    { node_definition: "iosv" },
  ]);
  cml.clock.advance(60_000);
  const labs = (await about("labs"))[lab];
  expect(labs.allocated).toBe(true);
  expect(Object.values(labs.nodes)).toMatchObject([
    { state: "BOOTED", state_times: { QUEUED: 5, STARTED: 10, BOOTED: 45 } },
    { state: "BOOTED" },
  ]);
  expect(Object.values(labs.links)).toMatchObject([{ state: "STARTED" }]);
  expect(Object.values(labs.interfaces)).toMatchObject([{ slot: 0, state: "STARTED" }, { slot: 0 }]);
  const [compute] = Object.values<Record<string, object>>(await about("computes"));
  expect(compute).toMatchObject({ admission_state: "READY", statistics: { dominfo: { running_nodes: 2 } } });
  expect(Object.keys(compute?.["nodes"] ?? {})).toEqual(Object.keys(labs.nodes));
  expect(compute?.["fabric"]).toHaveLength(1);
  const events = (await about("lab_events"))[lab];
  const ofNodes = events.filter((event: { element_type: string }) => event.element_type === "Node");
  expect(ofNodes.map(({ data }: { data: { state: string } }) => data.state)).toEqual([
    "QUEUED",
    "QUEUED",
    "STARTED",
    "STARTED",
    "BOOTED",
    "BOOTED",
  ]);
});

test("tells of everything else there is a category for", async () => {
  await using cml = await visit(scene);
  const about = async (category: string) => (await cml.get(`/diagnostics/${category}`)).body;
  expect(await about("services")).toEqual({ dispatcher: true, termws: true });
  expect(Object.values(await about("startup_scheduler"))).toEqual(Array(6).fill(true));
  expect(await about("user_list")).toEqual((await cml.get("/users")).body);
  expect(await about("licensing")).toMatchObject({ quota: 20, started: 0 });
  expect(await about("node_definitions")).toContainEqual({ id: "external_connector", images: [] });
  expect((await cml.get("/diagnostics/weather")).status).toBe(400);
});

test("says how far a start has come", async () => {
  const clock = manualClock();
  await using cml = await startCmlSimulator({ clock: clock.now, bootMs: 10_000 });
  clock.advance(5_000);
  const http = client(cml);
  const token = await http.logIn();
  const scheduler = async () => (await http.get("/diagnostics/startup_scheduler", token)).body;
  expect(await scheduler()).toMatchObject({ licensing_loaded: true, lld_synced: false, system_ready: false });
  clock.advance(5_000);
  expect((await scheduler()).system_ready).toBe(true);
});

test("remembers when nodes were watched and when they had booted", async () => {
  await using cml = await visit(scene);
  const [lab = ""] = cml.cml.labIds();
  await cml.send("PUT", `/labs/${lab}/start`);
  cml.clock.advance(60_000);
  const events = (await cml.get("/diagnostic_event_data")).body;
  expect(events.map(({ event, timestamp }: Record<string, string>) => [event, timestamp])).toEqual([
    ["MONITOR", "2026-01-05T12:00:05+00:00"],
    ["MONITOR", "2026-01-05T12:00:05+00:00"],
    ["BOOTED", "2026-01-05T12:00:15+00:00"],
    ["BOOTED", "2026-01-05T12:00:15+00:00"],
  ]);
});

test("packs the labs of all users into an archive that tar opens", async () => {
  await using cml = await visit(scene);
  const [lab = ""] = cml.cml.labIds();
  const answer = await request(`${cml.cml.url}/api/v0/system_archive`, {
    dispatcher: new Agent({ connect: { ca: cml.cml.identity.cert } }),
    headers: { authorization: `Bearer ${cml.token}` },
  });
  expect((await cml.get("/system_archive")).status).toBe(200);
  expect(answer.headers["content-type"]).toBe("application/octet-stream");
  const directory = await mkdtemp(join(tmpdir(), "archive-"));
  try {
    const file = join(directory, "archive.tar.gz");
    await writeFile(file, Buffer.from(await answer.body.arrayBuffer()));
    execFileSync("tar", ["-xzf", file, "-C", directory]);
    const text = await readFile(join(directory, "labs", `${lab}.yaml`), "utf8");
    expect(text).toBe((await cml.get(`/labs/${lab}/download`)).body);
  } finally {
    await rm(directory, { recursive: true });
  }
});

test("tells none of it to others than administrators", async () => {
  await using cml = await visit(scene);
  const http = client(cml.cml);
  const token = (await http.send("POST", "/authenticate", undefined, ada)).body;
  for (const path of ["/diagnostics/labs", "/diagnostic_event_data", "/system_archive"])
    expect((await http.get(path, token)).status).toBe(403);
});
