import { expect, test } from "vitest";
import { labVisit } from "../../test/lab-visit.ts";

async function bareNode(definition = "iosv") {
  const cml = await labVisit();
  const body = { label: "R1", node_definition: definition, x: 0, y: 0 };
  const node: string = (await cml.send("POST", `${cml.lab}/nodes`, body)).body.id;
  const add = (members: object) => cml.send("POST", `${cml.lab}/interfaces`, { node, ...members });
  return { ...cml, node, add, [Symbol.asyncDispose]: () => cml[Symbol.asyncDispose]() };
}

test("makes the next free interface, or all of them up to a slot", async () => {
  await using cml = await bareNode();
  const { add, lab, labId, node, get, send } = cml;
  const first = (await add({})).body;
  expect(first).toMatchObject({
    label: "GigabitEthernet0/0",
    slot: 0,
    node,
    lab_id: labId,
    is_connected: false,
  });
  const all = (await add({ slot: 2, mac_address: "52:54:00:00:00:aa" })).body;
  expect(all).toMatchObject([
    { id: first.id, mac_address: null },
    { slot: 1, mac_address: null },
    { slot: 2, mac_address: "52:54:00:00:00:aa" },
  ]);
  expect((await add({ slot: 1 })).body).toHaveLength(2);
  await send("DELETE", `${lab}/interfaces/${first.id}`);
  expect((await add({})).body).toMatchObject({ slot: 0 });
  expect((await get(`${lab}/nodes/${node}/interfaces`)).body).toHaveLength(3);
});

test.each([
  ["external_connector", { slot: 1 }, 400],
  ["iosv", { slot: 16 }, 400],
  ["iosv", { slot: 129 }, 400],
  ["iosv", { mac_address: "52:54" }, 400],
  ["iosv", { node: "nobody" }, 404],
])("refuses to give %s %j", async (definition, members, status) => {
  await using cml = await bareNode(definition);
  expect((await cml.add(members)).status).toBe(status);
});

test("leaves the hardware of a node alone that is not wiped", async () => {
  await using cml = await bareNode();
  const { add, lab, send, boot } = cml;
  const { id } = (await add({})).body;
  await boot();
  expect((await add({})).body.description).toMatch(/^Physical configuration locked: /);
  const one = `${lab}/interfaces/${id}`;
  expect((await send("PATCH", one, { mac_address: "52:54:00:00:00:01" })).status).toBe(404);
  expect((await send("DELETE", one)).status).toBe(400);
});

test("changes the address of an interface", async () => {
  await using cml = await bareNode();
  const { add, lab, get, send } = cml;
  const one = `${lab}/interfaces/${(await add({})).body.id}`;
  expect((await send("PATCH", one, { mac_address: "52:54:00:00:00:01" })).body).toMatchObject({
    mac_address: "52:54:00:00:00:01",
  });
  expect((await send("PATCH", one, { slot: 3 })).status).toBe(400);
  await send("PATCH", one, { mac_address: null });
  expect((await get(one)).body.mac_address).toBeNull();
});

test("tells what an interface has in operation apart, nowhere, or in both places", async () => {
  await using cml = await bareNode();
  const { add, lab, node, get, boot } = cml;
  const one = `${lab}/interfaces/${(await add({})).body.id}`;
  const nothing = { mac_address: null, device_name: null, src_udp_port: null, dst_udp_port: null };
  expect((await get(`${one}?operational=true`)).body.operational).toEqual(nothing);
  await boot();
  const inOperation = {
    mac_address: expect.stringMatching(/^52:54:00:/),
    device_name: expect.any(String),
    src_udp_port: expect.any(Number),
    dst_udp_port: expect.any(Number),
  };
  const apart = (await get(`${lab}/nodes/${node}/interfaces?data=true&operational=true`)).body[0];
  expect(apart).toMatchObject({ mac_address: null, operational: inOperation });
  expect(apart).not.toHaveProperty("device_name");
  const nowhere = (await get(`${one}?operational=false`)).body;
  expect(nowhere).not.toHaveProperty("operational");
  expect(nowhere).not.toHaveProperty("device_name");
  expect((await get(one)).body).toMatchObject({ ...inOperation, operational: inOperation });
});

test("stops an interface by itself, and with it the link, until it or its node is started", async () => {
  await using cml = await labVisit();
  const { lab, get, send, clock } = cml;
  const [a, b] = [await cml.addNode("iosv", "R1"), await cml.addNode("iosv", "R2")];
  const link = await cml.wire(a, b);
  const [socket = ""] = await cml.sockets(a);
  const one = `${lab}/interfaces/${socket}`;
  const states = async () => {
    const { interfaces, links } = (await get(`${lab}/lab_element_state`)).body;
    return [interfaces[socket], links[link]];
  };
  // Nothing runs that could be stopped.
  expect((await send("PUT", `${one}/state/stop`)).status).toBe(204);
  await cml.boot();
  expect(await states()).toEqual(["STARTED", "STARTED"]);
  await send("PUT", `${one}/state/stop`);
  expect(await states()).toEqual(["STOPPED", "STOPPED"]);
  expect((await get(`${one}/state`)).body).toEqual({ label: "GigabitEthernet0/0", state: "STOPPED" });
  await send("PUT", `${one}/state/start`);
  expect(await states()).toEqual(["STARTED", "STARTED"]);
  await send("PUT", `${one}/state/stop`);
  await send("PUT", `${lab}/nodes/${a}/state/stop`);
  clock.advance(10_000);
  await send("PUT", `${lab}/nodes/${a}/state/start`);
  clock.advance(10_000);
  expect(await states()).toEqual(["STARTED", "STARTED"]);
});

test.each([
  ["GET", ""],
  ["PATCH", ""],
  ["DELETE", ""],
  ["GET", "/state"],
  ["PUT", "/state/start"],
  ["PUT", "/state/stop"],
] as const)("knows no other interface at %s …%s", async (method, rest) => {
  await using cml = await labVisit();
  const path = `${cml.lab}/interfaces/nobody${rest}`;
  const { status, body } = await (method === "GET" ? cml.get(path) : cml.send(method, path, {}));
  expect([status, body.description]).toEqual([404, "Interface not found: nobody"]);
});
