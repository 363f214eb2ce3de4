import { expect, test } from "vitest";
import { labVisit } from "../../test/lab-visit.ts";

const router = { label: "R1", node_definition: "iosv", x: 10, y: -10 };

test("makes a node of what is given, without interfaces unless they are asked for", async () => {
  await using cml = await labVisit();
  const { lab, get, send } = cml;
  const given = { ...router, ram: 1024, tags: ["core"], configuration: "hostname R1", hide_links: null };
  const { status, body } = await send("POST", `${lab}/nodes`, given);
  expect(status).toBe(200);
  expect((await get(`${lab}/nodes/${body.id}`)).body).toMatchObject({
    ...given,
    hide_links: false,
    state: "DEFINED_ON_CORE",
  });
  expect((await get(`${lab}/nodes/${body.id}/interfaces`)).body).toEqual([]);
  const populated = await send("POST", `${lab}/nodes?populate_interfaces=true`, { ...router, label: "R2" });
  expect((await get(`${lab}/nodes/${populated.body.id}/interfaces?data=true`)).body).toMatchObject([
    { label: "GigabitEthernet0/0", slot: 0 },
    { slot: 1 },
    { slot: 2 },
    { slot: 3 },
  ]);
  expect((await get(lab)).body.node_count).toBe(2);
});

test.each([
  { ...router, x: 15_001 },
  { ...router, ram: 0 },
  { ...router, cpu_limit: 19 },
  { ...router, cpus: 129 },
  { ...router, label: "" },
  { ...router, node_definition: undefined },
  { ...router, colour: "red" },
  { ...router, tags: null },
])("refuses %j", async (body) => {
  await using cml = await labVisit();
  expect(await cml.send("POST", `${cml.lab}/nodes`, body)).toMatchObject({
    status: 400,
    body: { description: "Input validation failed" },
  });
});

test("refuses a label twice, and memory for what has no machine", async () => {
  await using cml = await labVisit();
  const { lab, send } = cml;
  await send("POST", `${lab}/nodes`, router);
  expect((await send("POST", `${lab}/nodes`, router)).body.description).toBe("Node label already in use: R1");
  const connector = { ...router, label: "net", node_definition: "external_connector" };
  expect((await send("POST", `${lab}/nodes`, { ...connector, ram: 512 })).status).toBe(400);
  expect((await send("POST", `${lab}/nodes`, { ...connector, ram: null })).status).toBe(200);
});

test("removes a node with its interfaces and links, but none that is left to wipe", async () => {
  await using cml = await labVisit();
  const { lab, get, send, clock } = cml;
  const [one, other] = [await cml.addNode("iosv", "R1"), await cml.addNode("iosv", "R2")];
  await cml.wire(one, other);
  await cml.boot();
  const refused = await send("DELETE", `${lab}/nodes/${one}`);
  expect(refused).toMatchObject({
    status: 400,
    body: { description: "Cannot remove a node that is not wiped." },
  });
  await send("PUT", `${lab}/nodes/${one}/state/stop`);
  clock.advance(10_000);
  expect((await send("DELETE", `${lab}/nodes/${one}`)).status).toBe(400);
  await send("PUT", `${lab}/nodes/${one}/wipe_disks`);
  clock.advance(10_000);
  expect((await send("DELETE", `${lab}/nodes/${one}`)).status).toBe(204);
  expect((await get(`${lab}/nodes`)).body).toEqual([other]);
  expect((await get(`${lab}/links`)).body).toEqual([]);
  expect((await send("DELETE", `${lab}/nodes/${one}`)).body.description).toBe(`Node not found: ${one}`);
});

test("lets only what is shown of a running node be changed", async () => {
  await using cml = await labVisit();
  const { lab, get, send } = cml;
  const node = `${lab}/nodes/${await cml.addNode("iosv", "R1", { ram: 1024 })}`;
  await cml.boot();
  expect((await send("PATCH", node, { x: 7, tags: ["edge"], ram: 1024 })).status).toBe(200);
  expect(await send("PATCH", node, { x: 8, ram: 2048 })).toMatchObject({
    status: 400,
    body: { description: expect.stringContaining("its ram can be changed") },
  });
  expect((await send("PATCH", node, { configuration: "hostname x" })).status).toBe(400);
  expect((await get(node)).body).toMatchObject({ x: 7, ram: 1024, tags: ["edge"] });
});

test("makes the same ids for the same requests on controllers of the same seed", async () => {
  await using one = await labVisit({ seed: 3 });
  await using other = await labVisit({ seed: 3 });
  expect(await one.addNode("iosv", "R1")).toBe(await other.addNode("iosv", "R1"));
});

test("makes no node of what is not there, and changes none to it", async () => {
  await using cml = await labVisit();
  const { lab, send, get } = cml;
  const make = async (others: object) => {
    const { status, body } = await send("POST", `${lab}/nodes`, { ...router, ...others });
    return [status, body.description];
  };
  for (const id of ["no_such_thing", "constructor"])
    expect(await make({ node_definition: id })).toEqual([404, `Node Definition not found: ${id}`]);
  expect(await make({ image_definition: "nothing" })).toEqual([400, "Image Definition not found: nothing"]);
  const others = [400, "Image definition alpine-3-20 is not one of node definition iosv."];
  expect(await make({ image_definition: "alpine-3-20" })).toEqual(others);
  const node = `${lab}/nodes/${await cml.addNode("iosv", "R1", { image_definition: "iosv-159-3" })}`;
  const change = async (body: object) => (await send("PATCH", node, body)).status;
  expect(await change({ image_definition: "alpine-3-20" })).toBe(400);
  expect(await change({ pinned_compute_id: "nope" })).toBe(400);
  const [{ id }] = (await get("/system/compute_hosts")).body;
  expect(await change({ pinned_compute_id: id, image_definition: null })).toBe(200);
  expect((await get(node)).body).toMatchObject({ pinned_compute_id: id, image_definition: null });
});
