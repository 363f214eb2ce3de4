import { expect, test } from "vitest";
import { client, visit } from "../../test/cml-requests.ts";
import { makeController, powerOff } from "../controller.ts";

const nobody = "90f84e38-a71c-4d57-8d90-00fa8a197385";

test("tells of its one compute host exactly what the official client takes", async () => {
  await using cml = await visit({ labs: [{ title: "One", nodes: ["alpine"], state: "STARTED" }] });
  const [host, ...others] = (await cml.get("/system/compute_hosts")).body;
  expect(others).toEqual([]);
  expect(Object.keys(host)).toEqual([
    "id",
    "hostname",
    "server_address",
    "is_connector",
    "is_simulator",
    "is_connected",
    "is_synced",
    "admission_state",
    "node_counts",
    "nodes",
  ]);
  expect(host).toMatchObject({ admission_state: "READY", node_counts: { running_nodes: 1 } });
  expect(host.nodes).toHaveLength(1);
  expect((await cml.get(`/system/compute_hosts/${host.id}`)).body).toEqual(host);
  expect(await cml.get(`/system/compute_hosts/${nobody}`)).toMatchObject({ status: 404 });
});

test("takes a compute host out step by step, and is not ready without one", async () => {
  await using cml = await visit();
  const [{ id }] = (await cml.get("/system/compute_hosts")).body;
  const path = `/system/compute_hosts/${id}`;
  const admit = (state: string) => cml.send("PATCH", path, { admission_state: state });
  expect((await admit("UNREGISTERED")).status).toBe(409);
  expect((await cml.send("DELETE", path)).status).toBe(409);
  expect((await admit("ONLINE")).body).toMatchObject({ id, admission_state: "ONLINE" });
  expect((await cml.get("/system_information")).body.ready).toBe(false);
  expect((await cml.get("/system_health")).body.computes[id].admission_state).toBe("ONLINE");
  await admit("REGISTERED");
  expect((await admit("UNREGISTERED")).body).toMatchObject({ is_connected: false });
  expect((await cml.send("DELETE", path)).status).toBe(204);
  expect((await cml.get("/system/compute_hosts")).body).toEqual([]);
  expect((await cml.get("/system_health")).body.computes).toEqual({});
  expect((await cml.get("/diagnostics/computes")).body).toEqual({});
  expect((await admit("READY")).status).toBe(404);
});

test("leaves started nodes in the queue until there is a host that takes them", async () => {
  await using cml = await visit({ labs: [{ title: "One", nodes: ["alpine"] }] });
  const { get, send, clock } = cml;
  const [{ id }] = (await get("/system/compute_hosts")).body;
  const admit = (state: string) => send("PATCH", `/system/compute_hosts/${id}`, { admission_state: state });
  for (const state of ["ONLINE", "REGISTERED", "UNREGISTERED"]) await admit(state);
  const lab = `/labs/${cml.cml.labIds()[0]}`;
  expect((await send("PUT", `${lab}/start`)).status).toBe(204);
  clock.advance(3_600_000);
  const states = async () => Object.values((await get(`${lab}/lab_element_state`)).body.nodes);
  expect(await states()).toEqual(["QUEUED"]);
  expect((await get(`${lab}/check_if_converged`)).body).toBe(false);
  expect((await get("/diagnostics/node_launch_queue")).body).toHaveLength(1);
  expect((await get("/system_stats")).body.computes).toEqual({});
  for (const state of ["REGISTERED", "ONLINE"]) await admit(state);
  clock.advance(60_000);
  expect(await states()).toEqual(["QUEUED"]);
  await admit("READY");
  clock.advance(60_000);
  expect(await states()).toEqual(["BOOTED"]);
  expect((await get("/system_stats")).body.computes[id].stats.dominfo.running_nodes).toBe(1);
});

test("disconnects the nodes that run when their host is lost, until it is back", async () => {
  await using cml = await visit({ labs: [{ title: "One", nodes: ["alpine", "alpine"], state: "STARTED" }] });
  const { get, send, clock } = cml;
  const lab = `/labs/${cml.cml.labIds()[0]}`;
  const [{ id }] = (await get("/system/compute_hosts")).body;
  const [first, second] = (await get(`${lab}/nodes`)).body;
  const admit = (state: string) => send("PATCH", `/system/compute_hosts/${id}`, { admission_state: state });
  const states = async () => {
    const { nodes, links } = (await get(`${lab}/lab_element_state`)).body;
    return [nodes[first], nodes[second], ...Object.values(links)];
  };
  for (const state of ["ONLINE", "REGISTERED"]) await admit(state);
  expect(await states()).toEqual(["BOOTED", "BOOTED", "STARTED"]);
  await admit("UNREGISTERED");
  expect(await states()).toEqual(["DISCONNECTED", "DISCONNECTED", "STOPPED"]);
  expect((await get(`${lab}/nodes/${first}/state`)).body).toEqual({
    state: "DISCONNECTED",
    progress: "Not running",
  });
  expect((await get(`${lab}/state`)).body).toBe("STARTED");
  expect((await get(`${lab}/simulation_stats`)).body).toEqual({ nodes: {}, links: {} });
  expect((await get(`${lab}/events`)).body.at(-1)).toMatchObject({ event: "state" });
  expect((await send("PUT", `${lab}/wipe`)).status).toBe(400);
  await send("PUT", `${lab}/nodes/${second}/state/stop`);
  clock.advance(60_000);
  expect(await states()).toEqual(["DISCONNECTED", "STOPPED", "STOPPED"]);
  await admit("REGISTERED");
  expect(await states()).toEqual(["BOOTED", "STOPPED", "STOPPED"]);
});

test("sets how compute hosts begin", async () => {
  await using cml = await visit({ users: [{ username: "ada", password: "engine" }] });
  const path = "/system/compute_hosts/configuration";
  expect((await cml.get(path)).body).toEqual({ admission_state: "READY" });
  const begin = (state: string) => cml.send("PATCH", path, { admission_state: state });
  expect((await begin("REGISTERED")).body).toEqual({ admission_state: "REGISTERED" });
  expect((await cml.get(path)).body).toEqual({ admission_state: "REGISTERED" });
  expect((await begin("ONLINE")).status).toBe(400);
  expect((await begin("WELL")).status).toBe(400);
  const http = client(cml.cml);
  const ada = { username: "ada", password: "engine" };
  const token = (await http.send("POST", "/authenticate", undefined, ada)).body;
  expect((await http.send("PATCH", path, token, { admission_state: "READY" })).status).toBe(403);
});

test("registers a host that was removed again when the machine is switched on", () => {
  const controller = makeController();
  Object.assign(controller.system, { compute: undefined, initialAdmission: "REGISTERED" });
  const node = [...controller.labs.values()].flatMap(({ nodes }) => nodes)[0];
  node?.loseHost(controller.clock());
  powerOff(controller);
  expect(controller.system.compute).toBe("REGISTERED");
  node?.tell("start", controller.clock());
  expect(node?.stateAt(controller.clock() + 3_600_000)).toBe("BOOTED");
});
