import { expect, test } from "vitest";
import { type LabVisit, labVisit } from "../../test/lab-visit.ts";

const users = [{ username: "ada", password: "engine" }];

async function limited(limits: object): Promise<LabVisit> {
  const cml = await labVisit({ users });
  const ada = (await cml.get("/users/ada/id")).body;
  await cml.send("POST", "/resource_pools", { label: "Small", users: [ada], ...limits });
  await cml.send("PATCH", cml.lab, { owner: ada });
  return cml;
}

test.each([
  [{ licenses: 1 }, "1 licenses, and 2 would be needed"],
  [{ ram: 1_000 }, "1000 ram, and 1536 would be needed"],
  [{ cpus: 1 }, "1 cpus, and 2 would be needed"],
])("starts no more than the pool of the owner allows: %j", async (limits, why) => {
  await using cml = await limited(limits);
  const { lab, send } = cml;
  const nodes = [await cml.addNode("iosv", "R1"), await cml.addNode("iosv", "R2")];
  const description = `Cannot start nodes: resource pool Small has ${why}.`;
  expect(await send("PUT", `${lab}/start`)).toMatchObject({ status: 400, body: { description } });
  expect((await send("PUT", `${lab}/nodes/${nodes[0]}/state/start`)).status).toBe(204);
  expect((await send("PUT", `${lab}/nodes/${nodes[1]}/state/start`)).body.description).toBe(description);
  await send("PUT", `${lab}/stop`);
  cml.clock.advance(10_000);
  expect((await send("PUT", `${lab}/nodes/${nodes[1]}/state/start`)).status).toBe(204);
});

test("counts half a CPU as half a CPU, and no space on disks", async () => {
  await using cml = await limited({ cpus: 1, disk_space: 0 });
  await cml.addNode("iosv", "R1", { cpu_limit: 50 });
  await cml.addNode("iosv", "R2", { cpu_limit: 50 });
  expect((await cml.send("PUT", `${cml.lab}/start`)).status).toBe(204);
});

test("lets the nodes of a pool use the external connectors it has", async () => {
  await using cml = await limited({ external_connectors: ["bridge0"] });
  const { lab, send } = cml;
  const node = `${lab}/nodes/${await cml.addNode("external_connector", "out")}`;
  expect((await send("PUT", `${lab}/start`)).body.description).toMatch(/only these .*: bridge0\.$/);
  await send("PATCH", node, { configuration: "System Bridge" });
  expect((await send("PUT", `${lab}/start`)).status).toBe(204);
});

test("tells the pool of a node where it tells what is in operation", async () => {
  await using cml = await limited({});
  const { lab, get } = cml;
  const node = `${lab}/nodes/${await cml.addNode("iosv", "R1")}`;
  await cml.boot();
  const [pool] = (await get(`${lab}/resource_pools`)).body;
  expect((await get(node)).body.resource_pool).toBe(pool);
  expect((await get(`${node}?operational=true`)).body.operational.resource_pool).toBe(pool);
});

test("starts no external connector that leads nowhere", async () => {
  await using cml = await labVisit();
  const { lab, send, get } = cml;
  const node = await cml.addNode("external_connector", "out", { configuration: "Moon" });
  const description = "Cannot start node out: there is no bridge for Moon.";
  expect(await send("PUT", `${lab}/start`)).toMatchObject({ status: 400, body: { description } });
  expect((await send("PUT", `${lab}/nodes/${node}/state/start`)).status).toBe(400);
  expect(
    (await send("PATCH", `${lab}/connector_mappings`, [{ key: "Moon", device_name: "virbr0" }])).status,
  ).toBe(200);
  expect((await send("PUT", `${lab}/start`)).status).toBe(204);
  expect((await get(`${lab}/state`)).body).toBe("STARTED");
});

test("starts nothing that the host has no room for", async () => {
  const hardware = { cpus: 4, memoryBytes: 4 * 2 ** 30, diskBytes: 2 ** 36 };
  await using cml = await labVisit({ hardware });
  const { lab, send } = cml;
  const node = `${lab}/nodes/${await cml.addNode("alpine", "A", { cpus: 8 })}`;
  const start = async () => (await send("PUT", `${lab}/start`)).body?.description;
  expect(await start()).toBe("Cannot start node A: it needs 8 CPUs, and the host has 4.");
  await send("PATCH", node, { cpus: 4, ram: 4_097 });
  expect(await start()).toMatch(/: 4097 MiB of memory would be needed, and the host has 4096\.$/);
  await send("PATCH", node, { ram: 4_096 });
  expect(await start()).toBeUndefined();
  await cml.addNode("alpine", "B");
  expect(await start()).toMatch(/4608 MiB/);
});

test("loads the host with what is set of a node, and tells it everywhere alike", async () => {
  await using cml = await labVisit();
  const { lab, labId, get } = cml;
  const id = await cml.addNode("alpine", "A", { ram: 16_384, cpus: 8, cpu_limit: 20 });
  await cml.boot();
  const [compute] = Object.values(cml.cml.stats().computes);
  expect(compute?.stats.dominfo).toMatchObject({ allocated_cpus: 8, allocated_memory: 16_384 * 1024 });
  expect(compute?.stats.memory.used).toBeGreaterThan(12 * 2 ** 30);
  const node = `${lab}/nodes/${id}`;
  expect((await get(node)).body).toMatchObject({ ram: 16_384, cpus: 8 });
  const tile = (await get("/populate_lab_tiles")).body.lab_tiles[labId];
  expect(tile.topology.nodes).toMatchObject([{ ram: 16_384, cpus: 8 }]);
  expect((await get(`${node}/consoles/0/log`)).body).toContain("Memory: 16384 MiB, processors: 8");
  expect((await get(`${lab}/simulation_stats`)).body.nodes[id].cpu_usage).toBe(16);
});
