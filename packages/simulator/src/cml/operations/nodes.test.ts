import { expect, test } from "vitest";
import { visit } from "../../test/cml-requests.ts";

const oneLab = {
  labs: [{ title: "Pair", nodes: ["iosv", "alpine"] }],
  nodeBootMs: 10_000,
  nodeTimes: { queueMs: 1_000, stopMs: 2_000, wipeMs: 500 },
};

async function pair() {
  const cml = await visit(oneLab);
  const lab = `/labs/${cml.cml.labIds()[0]}`;
  const ids: string[] = (await cml.get(`${lab}/nodes`)).body;
  return { ...cml, lab, node: `${lab}/nodes/${ids[0]}`, ids, [Symbol.asyncDispose]: () => cml.cml.close() };
}

test("brings the nodes of a lab up, down and back, over the time it was given", async () => {
  await using cml = await pair();
  const { lab, clock, get, send } = cml;
  const states = async () => Object.values((await get(`${lab}/lab_element_state`)).body.nodes);
  const step = async (ms: number) => {
    clock.advance(ms);
    return states();
  };
  expect((await send("PUT", `${lab}/start`)).status).toBe(204);
  expect(await states()).toEqual(["QUEUED", "QUEUED"]);
  expect(await step(1_000)).toEqual(["STARTED", "STARTED"]);
  expect((await get(`${lab}/check_if_converged`)).body).toBe(false);
  expect(await step(10_000)).toEqual(["BOOTED", "BOOTED"]);
  expect((await get(`${lab}/check_if_converged`)).body).toBe(true);
  await send("PUT", `${lab}/stop`);
  expect(await step(2_000)).toEqual(["STOPPED", "STOPPED"]);
  await send("PUT", `${lab}/wipe`);
  expect(await step(500)).toEqual(["DEFINED_ON_CORE", "DEFINED_ON_CORE"]);
});

test("brings one node up, and its link when the other is up as well", async () => {
  await using cml = await pair();
  const { lab, node, ids, clock, get, send } = cml;
  const links = async () => Object.values((await get(`${lab}/lab_element_state`)).body.links);
  await send("PUT", `${node}/state/start`);
  clock.advance(11_000);
  expect((await get(`${node}/state`)).body).toEqual({ state: "BOOTED", progress: "Booted" });
  expect((await get(`${node}/check_if_converged`)).body).toBe(true);
  expect(await links()).toEqual(["STOPPED"]);
  await send("PUT", `${lab}/nodes/${ids[1]}/state/start`);
  // A queued node is not wired yet.
  expect(await links()).toEqual(["STOPPED"]);
  clock.advance(1_000);
  expect(await links()).toEqual(["STARTED"]);
});

test("wipes a node that is stopped, or about to be, and no other", async () => {
  await using cml = await pair();
  const { node, clock, get, send } = cml;
  await send("PUT", `${node}/state/start`);
  expect(await send("PUT", `${node}/wipe_disks`)).toMatchObject({ status: 400, body: { code: 400 } });
  await send("PUT", `${node}/state/stop`);
  expect((await send("PUT", `${node}/wipe_disks`)).status).toBe(204);
  clock.advance(2_500);
  expect((await get(`${node}/state`)).body.state).toBe("DEFINED_ON_CORE");
});

test("tells of nodes what is asked for, and means something by saying nothing", async () => {
  await using cml = await pair();
  const { lab, node, ids, get, send } = cml;
  expect(ids).toEqual([expect.any(String), expect.any(String)]);
  expect((await get(`${lab}/nodes?data=true&operational=true`)).body).toMatchObject([
    { id: ids[0], node_definition: "iosv", operational: null, boot_progress: "Not running" },
    { id: ids[1] },
  ]);
  await send("PUT", `${node}/state/start`);
  const inherited = { ram: null, cpus: null };
  const plain = { compute_id: expect.any(String), ram: 768, cpus: 1 };
  expect((await get(node)).body).toMatchObject(plain);
  const nested = (await get(`${node}?operational=true&simplified=true`)).body;
  expect(nested).toMatchObject({ ...inherited, operational: { ram: 768 } });
  expect(nested).not.toHaveProperty("compute_id");
  expect((await get(`${node}?operational=false`)).body.operational).toBeNull();
});

test("says of a node that is not started what is set of it, and that it may use all of its CPUs", async () => {
  await using cml = await pair();
  const { lab, node, get, send } = cml;
  const reading = `${node}?operational=true&exclude_configurations=false`;
  const asSet = { ram: null, cpus: null, image_definition: null, operational: null };
  expect((await get(reading)).body).toMatchObject({ ...asSet, cpu_limit: 100 });
  expect((await get(`${reading}&simplified=true`)).body).toMatchObject({ ...asSet, cpu_limit: null });
  await send("PATCH", node, { ram: 1024, cpu_limit: 50 });
  expect((await get(reading)).body).toMatchObject({ ...asSet, ram: 1024, cpu_limit: 50 });
  const cable = { label: "out", x: 0, y: 0, node_definition: "external_connector" };
  const connector = (await send("POST", `${lab}/nodes`, cable)).body.id;
  expect((await get(`${lab}/nodes/${connector}`)).body).toMatchObject({ ...asSet, cpu_limit: null });
});

test("changes what is set of a node, and one file of its configuration", async () => {
  await using cml = await pair();
  const { node, ids, get, send } = cml;
  const files = async () => (await get(`${node}?exclude_configurations=false`)).body.configuration;
  expect((await send("PATCH", node, { label: "core", tags: ["a"], configuration: "hostname a" })).body).toBe(
    ids[0],
  );
  expect((await get(node)).body).toMatchObject({ label: "core", tags: ["a"], configuration: "hostname a" });
  await send("PATCH", node, { configuration: { name: "extra.txt", content: "x" } });
  await send("PATCH", node, { configuration: "hostname b" });
  expect(await files()).toEqual([
    { name: "ios_config.txt", content: "hostname b" },
    { name: "extra.txt", content: "x" },
  ]);
  expect((await send("PATCH", node, { tags: null })).status).toBe(400);
});

test("does not know a node of another lab", async () => {
  await using cml = await pair();
  const { body, status } = await cml.get(`${cml.lab}/nodes/nobody`);
  expect([status, body]).toEqual([404, { code: 404, description: "Node not found: nobody" }]);
});

test("tells what runs uses, by id, and nothing of what does not", async () => {
  await using cml = await pair();
  const { lab, ids, clock, get, send } = cml;
  expect((await get(`${lab}/simulation_stats`)).body).toEqual({ nodes: {}, links: {} });
  await send("PUT", `${lab}/start`);
  clock.advance(41_000);
  const { nodes, links } = (await get(`${lab}/simulation_stats`)).body;
  expect(nodes[ids[0] ?? ""]).toMatchObject({
    cpu_usage: 12,
    times: { QUEUED: 1, STARTED: 10, BOOTED: 30 },
  });
  expect(Object.values(links)).toMatchObject([{ readpackets: 90, drops: 0 }]);
});
