import { expect, test } from "vitest";
import { type LabVisit, labVisit } from "../test/lab-visit.ts";

// Terraform ends with an error where a provider reads something else than it planned. What follows is what Cisco's
// provider for CML plans for nodes of a lab whose state it changes, in the requests that it makes. The provider itself
// is not run here.

const reading = "operational=true&exclude_configurations=false";

interface Plan {
  readonly node: object;
  readonly macAddress: string | null;
  readonly interfaceState: string;
  readonly addresses: boolean;
}

/** What is read of one node in the list of its lab. */
async function readPlan({ lab, get }: LabVisit, id: string): Promise<Plan> {
  const nodes: { id: string }[] = (await get(`${lab}/nodes?data=true&${reading}`)).body;
  const node = nodes.find((one) => one.id === id) ?? {};
  const [first] = (await get(`${lab}/nodes/${id}/interfaces?data=true&operational=true`)).body;
  return {
    node,
    macAddress: first.operational.mac_address,
    interfaceState: first.state,
    addresses: Object.hasOwn((await get(`${lab}/layer3_addresses`)).body, id),
  };
}

/** A node behind NAT, as the provider makes it: what is set of it as it is made is set once more. */
async function madeNode(cml: LabVisit): Promise<string> {
  const settings = { label: "r1", x: 0, y: 0, tags: [], hide_links: false };
  const id = await cml.addNode("ubuntu", "r1", settings);
  expect((await cml.send("PATCH", `${cml.lab}/nodes/${id}`, settings)).body).toBe(id);
  await cml.wire(id, await cml.addNode("external_connector", "nat", { configuration: "NAT" }));
  return id;
}

test("a stopped node is as it was while it ran, but for its addresses", async () => {
  await using cml = await labVisit();
  const id = await madeNode(cml);
  await cml.boot();
  const before = await readPlan(cml, id);
  expect(before).toMatchObject({ interfaceState: "STARTED", addresses: true });
  expect(before.node).toMatchObject({ state: "BOOTED", operational: { vnc_key: expect.any(String) } });
  await cml.send("PUT", `${cml.lab}/stop`);
  cml.clock.advance(600_000);
  const { serial_consoles: _one, ...kept } = (before.node as { operational: Record<string, unknown> })
    .operational;
  expect(await readPlan(cml, id)).toMatchObject({
    node: { state: "STOPPED", operational: kept },
    macAddress: before.macAddress,
    interfaceState: "STOPPED",
    addresses: false,
  });
});

test("a wiped node is as it was before it ran", async () => {
  await using cml = await labVisit();
  const id = await madeNode(cml);
  const before = await readPlan(cml, id);
  const own = { ram: null, cpus: null, cpu_limit: null, image_definition: null, operational: null };
  expect(before).toMatchObject({ node: own, macAddress: null, interfaceState: "DEFINED_ON_CORE" });
  const single = (await cml.get(`${cml.lab}/nodes/${id}?${reading}`)).body;
  expect(single).toMatchObject({ ...own, cpu_limit: 100 });
  await cml.boot();
  await cml.send("PUT", `${cml.lab}/stop`);
  cml.clock.advance(600_000);
  await cml.send("PUT", `${cml.lab}/wipe`);
  cml.clock.advance(600_000);
  expect(await readPlan(cml, id)).toEqual(before);
  expect((await cml.get(`${cml.lab}/nodes/${id}?${reading}`)).body).toEqual(single);
});

test("a node that never ran is stopped, wiped and removed without a pause", async () => {
  await using cml = await labVisit();
  const node = `${cml.lab}/nodes/${await madeNode(cml)}`;
  expect((await cml.send("PUT", `${node}/state/stop`)).status).toBe(204);
  expect((await cml.send("PUT", `${node}/wipe_disks`)).status).toBe(204);
  expect((await cml.send("DELETE", node)).status).toBe(204);
});
