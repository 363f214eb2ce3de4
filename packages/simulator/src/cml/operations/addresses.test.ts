import { expect, test } from "vitest";
import { labVisit } from "../../test/lab-visit.ts";

async function behindNat() {
  const cml = await labVisit();
  const net = await cml.addNode("external_connector", "net", { configuration: "NAT" });
  const bridge = await cml.addNode("unmanaged_switch", "sw");
  const host = await cml.addNode("alpine", "H1");
  const apart = await cml.addNode("alpine", "H2");
  await cml.wire(net, bridge);
  const uplink = await cml.wire(host, bridge, [2, 1]);
  return { ...cml, net, host, apart, uplink, [Symbol.asyncDispose]: () => cml[Symbol.asyncDispose]() };
}

test("tells the addresses of booted nodes that a connector is reached from, and of no others", async () => {
  await using cml = await behindNat();
  const { lab, host, apart, net, get, send, clock } = cml;
  const all = async () => (await get(`${lab}/layer3_addresses`)).body;
  await send("PUT", `${lab}/start`);
  clock.advance(5_000);
  expect(await all()).toEqual({});
  clock.advance(60_000);
  const { interfaces } = (await get(`${lab}/nodes/${host}/layer3_addresses`)).body;
  const [[address, found] = []] = Object.entries<{ id: string; ip4: string[] }>(interfaces);
  const socket = (await get(`${lab}/interfaces/${found?.id}?operational=true`)).body;
  expect(socket).toMatchObject({ slot: 2, operational: { mac_address: address } });
  expect(found?.ip4).toEqual([expect.stringMatching(/^192\.168\.255\.\d+$/)]);
  expect(await all()).toEqual({ [host]: { name: "H1", interfaces } });
  expect((await get(`${lab}/nodes/${apart}/layer3_addresses`)).body).toEqual({ name: "H2", interfaces: {} });
  expect(await get(`${lab}/nodes/${net}/layer3_addresses`)).toMatchObject({
    status: 400,
    body: { description: "Can't get L3 addresses of an external_connector." },
  });
  await send("PUT", `${lab}/links/${cml.uplink}/state/stop`);
  expect(await all()).toEqual({});
});

test("leads external connectors to other bridges of the host", async () => {
  await using cml = await behindNat();
  const { lab, get, send } = cml;
  const mappings = `${lab}/connector_mappings`;
  const nat = { key: "NAT", device_name: "virbr0", label: "NAT", tags: ["NAT"], allowed: true };
  expect((await get(mappings)).body).toEqual([nat]);
  const patch = (...given: object[]) => send("PATCH", mappings, given);
  expect((await patch({ key: "lan", device_name: "bridge0" })).body).toMatchObject([
    nat,
    { key: "lan", device_name: "bridge0", label: "System Bridge" },
  ]);
  expect((await patch({ key: "lan", device_name: null })).body).toEqual([nat]);
  expect((await patch({ key: "NAT", device_name: null })).body).toEqual([
    { key: "NAT", device_name: null, allowed: false },
  ]);
  await patch({ key: "NAT", device_name: "bridge0" });
  await cml.boot();
  const { interfaces } = (await get(`${lab}/nodes/${cml.host}/layer3_addresses`)).body;
  expect(JSON.stringify(interfaces)).toContain("192.168.1.");
  expect((await patch({ key: "NAT", device_name: "bridge0" })).status).toBe(200);
  expect((await patch({ key: "NAT", device_name: "virbr0" })).status).toBe(409);
  expect((await patch({ key: "NAT", device_name: "eth0" })).status).toBe(400);
});
