import { expect, test } from "vitest";
import { visit } from "../../test/cml-requests.ts";
import { listenLive } from "../../test/live-client.ts";
import { releaseOf, releases } from "./release.ts";

const lab = { title: "One", nodes: ["alpine", "alpine"] };
const scene = (version: string) => visit({ version, labs: [lab] });

test.each([
  ["2.7.0+build.4", "2.7"],
  ["2.8.1", "2.8"],
  ["2.9.1+build.7", "2.9"],
  ["2.10.0+build.2", "2.10"],
  ["2.11.0+sso", "2.10"],
  ["2.6.1", "2.7"],
  ["3.0.0", "2.10"],
  ["1.9.0", "2.7"],
  ["next", "2.9"],
] as const)("takes %s for %s", (version, release) => {
  expect(releaseOf(version)).toBe(release);
});

test.each(releases)("of %s is what says it is", async (release) => {
  await using cml = await scene(`${release}.0`);
  const { body } = await cml.get("/system_information");
  expect(body).toMatchObject({ version: `${release}.0`, ready: true });
  expect("timeout" in body && "features" in body).toBe(release === "2.10");
});

test.each([
  ["2.7", [null, true, false]],
  ["2.9", [null, true, false]],
  ["2.10", ["unset", "accepted", "declined"]],
] as const)("of %s says in its way whether data may be sent", async (release, [nothing, yes, no]) => {
  await using cml = await scene(`${release}.0`);
  expect((await cml.get("/telemetry")).body.opt_in).toBe(nothing);
  expect((await cml.send("PUT", "/telemetry", { opt_in: yes })).body.opt_in).toBe(yes);
  const { body } = await cml.send("POST", "/users", { username: "ada", password: "x", opt_in: no });
  expect(body.opt_in).toBe(no);
  const path = `/users/${body.id}`;
  expect((await cml.send("PATCH", path, { opt_in: yes })).body.opt_in).toBe(yes);
  expect((await cml.get(path)).body.opt_in).toBe(yes);
  const said = (users: { readonly opt_in: unknown }[]) => users.map((user) => user.opt_in);
  expect(said((await cml.get("/users")).body)).toEqual([nothing, yes]);
  expect(said((await cml.get("/diagnostics/user_list")).body)).toEqual([nothing, yes]);
  const wrong = release === "2.10" ? true : "accepted";
  expect((await cml.send("PUT", "/telemetry", { opt_in: wrong })).status).toBe(400);
  expect((await cml.send("PATCH", path, { opt_in: wrong })).status).toBe(400);
});

test.each([
  ["2.7", false],
  ["2.8", false],
  ["2.9", true],
  ["2.10", true],
] as const)("of %s shares labs by associations: %s", async (release, has) => {
  await using cml = await scene(`${release}.0`);
  const [id = ""] = cml.cml.labIds();
  const old = { name: "Class", labs: [{ id, permission: "read_only" }] };
  const { body: group } = await cml.send("POST", "/groups", old);
  expect(group.labs).toEqual(old.labs);
  expect("associations" in group).toBe(has);
  expect("associations" in (await cml.get("/groups")).body[0]).toBe(has);
  expect("associations" in (await cml.get("/users")).body[0]).toBe(has);
  const associations = [{ id, permissions: ["lab_view"] }];
  const sent = await cml.send("PATCH", `/groups/${group.id}`, { associations });
  expect(sent.status).toBe(has ? 200 : 400);
  expect("effective_permissions" in (await cml.get(`/labs/${id}`)).body).toBe(has);
  const tiles = (await cml.get("/populate_lab_tiles")).body.lab_tiles;
  expect("effective_permissions" in tiles[id]).toBe(has);
  expect("effective_permissions" in (await cml.get(`/labs/${id}/tile`)).body).toBe(has);
  expect("effective_permissions" in (await cml.get(`/populate_lab/${id}`)).body).toBe(has);
});

test.each([
  ["2.8", 404],
  ["2.9", 200],
] as const)("of %s answers %s when asked for repositories of labs", async (release, status) => {
  await using cml = await scene(`${release}.0`);
  expect((await cml.get("/lab_repos")).status).toBe(status);
  expect((await cml.send("PUT", "/lab_repos/refresh")).status).toBe(status);
});

test.each([
  ["2.8", true],
  ["2.9", true],
  ["2.10", false],
] as const)("of %s tells the groups of a lab: %s", async (release, has) => {
  await using cml = await scene(`${release}.0`);
  const [id = ""] = cml.cml.labIds();
  const made = (await cml.send("POST", "/labs", { title: "New" })).body;
  const changed = (await cml.send("PATCH", `/labs/${id}`, { title: "Other" })).body;
  const tile = (await cml.get("/populate_lab_tiles")).body.lab_tiles[id];
  const own = (await cml.get(`/labs/${id}/tile`)).body;
  expect("autostart" in own).toBe(release === "2.10");
  for (const shown of [made, changed, tile, own, (await cml.get(`/labs/${id}`)).body])
    expect("groups" in shown).toBe(has);
  const status = has ? 200 : 400;
  expect((await cml.send("POST", "/labs", { title: "Shared", groups: [] })).status).toBe(status);
  expect((await cml.send("PATCH", `/labs/${id}`, { groups: [] })).status).toBe(status);
});

test.each([
  ["2.9", true],
  ["2.10", false],
] as const)("of %s lists the nodes of a compute host: %s", async (release, has) => {
  await using cml = await scene(`${release}.0`);
  const [host] = (await cml.get("/system/compute_hosts")).body;
  const path = `/system/compute_hosts/${host.id}`;
  const changed = (await cml.send("PATCH", path, { admission_state: "READY" })).body;
  for (const shown of [host, changed, (await cml.get(path)).body]) expect("nodes" in shown).toBe(has);
});

test.each([
  ["2.9", undefined],
  ["2.10", false],
] as const)("of %s says whether its host carries too much: %s", async (release, said) => {
  await using cml = await scene(`${release}.0`);
  const computes = (await cml.get("/system_health")).body.computes;
  expect(Object.values<Record<string, unknown>>(computes)[0]?.["cpu_overload"]).toBe(said);
});

test.each([
  ["2.7", "0.2.2"],
  ["2.8", "0.3.0"],
  ["2.9", "0.3.0"],
  ["2.10", "0.3.1"],
] as const)("of %s writes topologies of version %s", async (release, version) => {
  await using cml = await scene(`${release}.0`);
  const [id = ""] = cml.cml.labIds();
  await cml.send("PATCH", `/labs/${id}`, { notes: "lab:\n  version: 9" });
  expect((await cml.get(`/labs/${id}/topology`)).body.lab.version).toBe(version);
  const text = (await cml.get(`/labs/${id}/download`)).body;
  expect(text.match(/^ {2}version: .*$/gm)).toEqual([`  version: ${version}`]);
  const imported = (await cml.send("POST", "/import", text)).body.id;
  expect((await cml.get(`/labs/${imported}`)).body.lab_notes).toBe("lab:\n  version: 9");
  const [sample] = (await cml.get("/sample/labs")).body;
  expect((await cml.get(`/sample/labs/${sample.id}`)).body.lab.version).toBe(version);
});

test.each(releases)(
  "of %s knows named configuration files, and no certificate of licensing",
  async (release) => {
    await using cml = await scene(`${release}.0`);
    const [id = ""] = cml.cml.labIds();
    const [node] = (await cml.get(`/labs/${id}/nodes`)).body;
    const path = `/labs/${id}/nodes/${node}`;
    await cml.send("PATCH", path, { configuration: [{ name: "node.cfg", content: "x" }] });
    const read = async (query: string) => (await cml.get(`${path}${query}`)).body.configuration;
    expect(await read("?exclude_configurations=false")).toEqual([{ name: "node.cfg", content: "x" }]);
    expect(await read("?exclude_configurations=true")).toBeUndefined();
    expect((await cml.send("PUT", "/licensing/certificate", {})).status).toBe(404);
    expect((await cml.send("DELETE", "/licensing/certificate")).status).toBe(404);
  },
);

test.each(releases)("of %s shows in the page of a lab what its operations answer", async (release) => {
  await using cml = await scene(`${release}.0`);
  const [id = ""] = cml.cml.labIds();
  const { body } = await cml.get(`/populate_lab/${id}`);
  expect(body).toMatchObject({
    topology: (await cml.get(`/labs/${id}/topology?exclude_configurations=true`)).body,
    health: (await cml.get("/system_health")).body,
    system_information: (await cml.get("/system_information")).body,
    simplified_node_definitions: (await cml.get("/simplified_node_definitions")).body,
  });
});

test.each([
  ["2.9", ["QUEUED", "STARTED", "BOOTED"]],
  ["2.10", ["QUEUED", "STARTING", "STARTED", "BOOTED"]],
] as const)("of %s starts nodes over %j", async (release, states) => {
  await using cml = await visit({ version: `${release}.0`, labs: [lab], nodeTimes: { queueMs: 1_000 } });
  const [id = ""] = cml.cml.labIds();
  const [node] = (await cml.get(`/labs/${id}/nodes`)).body;
  await cml.send("PUT", `/labs/${id}/start`);
  const seen = new Set<string>();
  for (let step = 0; step < 200; step++) {
    const { state, progress } = (await cml.get(`/labs/${id}/nodes/${node}/state`)).body;
    seen.add(state);
    if (state === "STARTING") expect(progress).toBe("Not running");
    cml.clock.advance(100);
  }
  expect([...seen]).toEqual(states);
  const told = (await cml.get(`/labs/${id}/events`)).body.filter(
    (event: { element_id: string; event: string }) => event.element_id === node && event.event === "state",
  );
  expect(told.map(({ data }: { data: { state: string } }) => data.state)).toEqual(states);
});

test.each([
  ["2.9", false],
  ["2.10", true],
] as const)("of %s tells memory and disk of nodes, over the API and live: %s", async (release, has) => {
  await using cml = await visit({ version: `${release}.0`, labs: [{ ...lab, state: "STARTED" }] });
  await using live = await listenLive(cml.cml, { token: cml.token });
  cml.clock.advance(5_000);
  const heard = (await live.nextOf("lab_stats")).data;
  const { body } = await cml.get(`/labs/${cml.cml.labIds()[0]}/simulation_stats`);
  expect(heard).toEqual(body);
  const more = { ram_usage: 80, disk_usage: expect.any(Number), is_running: true };
  for (const node of Object.values(body.nodes)) {
    if (has) expect(node).toMatchObject(more);
    else for (const name of Object.keys(more)) expect(node).not.toHaveProperty(name);
  }
});
