import { expect, test } from "vitest";
import { stringify } from "yaml";
import { client, visit } from "../../test/cml-requests.ts";

const firewall = {
  id: "fw",
  boot: { timeout: 20, completed: ["login:"] },
  sim: { linux_native: { libvirt_domain_driver: "kvm", driver: "server", ram: 3000, cpus: 2 } },
  general: { nature: "firewall", description: "Ours" },
  configuration: {
    generator: { driver: "server" },
    provisioning: { files: [{ editable: true, name: "fw.cfg" }], media_type: "iso", volume_name: "cfg" },
  },
  device: { interfaces: { serial_ports: 1, physical: ["mgmt", "in", "out"], has_loopback_zero: false } },
  ui: { label_prefix: "fw-", icon: "firewall", label: "Firewall", visible: true },
};
const readOnly = "Invalid Node Definition: Cannot modify read-only node definition: iosv.";
const labOf = (kind: string) => `
lab: {version: 0.3.0, title: One}
nodes: [{id: n0, label: a, node_definition: ${kind}, x: 0, y: 0, configuration: hello}]
`;

test("has the reference platforms, whole, as YAML and as JSON", async () => {
  await using cml = await visit({ labs: [] });
  const all = (await cml.get("/node_definitions")).body;
  const iosv = all.find(({ id }: { id: string }) => id === "iosv");
  expect(iosv).toMatchObject({
    boot: { timeout: 60 },
    general: { read_only: true },
    sim: { linux_native: { ram: 768 } },
  });
  expect((await cml.get("/node_definitions/iosv?json=true")).body).toEqual(iosv);
  expect((await cml.get("/node_definitions/iosv")).body).toBe(stringify(iosv));
  expect((await cml.get("/node_definition_schema")).status).toBe(200);
  expect((await cml.get("/node_definitions/iosv/image_definitions")).body).toMatchObject([
    { node_definition_id: "iosv" },
  ]);
  for (const path of ["/node_definitions/none", "/node_definitions/none/image_definitions"])
    expect(await cml.get(path)).toMatchObject({
      status: 404,
      body: { description: "Node Definition not found: none" },
    });
});

test.each([
  ["JSON", firewall],
  ["YAML", stringify(firewall)],
])("makes one of %s, and nodes of it", async (_form, body) => {
  await using cml = await visit({ labs: [], nodeTimes: { queueMs: 0 } });
  expect(await cml.send("POST", "/node_definitions", body)).toEqual({ status: 200, body: "Success" });
  const simple = (await cml.get("/simplified_node_definitions")).body.at(-1);
  expect(simple).toMatchObject({
    id: "fw",
    sim: { ram: 3000, cpus: 2, console: true },
    image_definitions: [],
  });
  expect(simple.device.interfaces.physical).toEqual(["mgmt", "in", "out"]);
  const { id, warnings } = (await cml.send("POST", "/import", labOf("fw"))).body;
  expect(warnings).toEqual([]);
  await cml.send("PUT", `/labs/${id}/start`);
  const node = async () =>
    (await cml.get(`/labs/${id}/nodes?data=true&operational=true&exclude_configurations=false`)).body[0];
  expect((await node()).configuration).toEqual([{ name: "fw.cfg", content: "hello" }]);
  cml.clock.advance(19_999);
  expect(await node()).toMatchObject({ state: "STARTED", operational: { ram: 3000, cpus: 2 } });
  expect(Object.values(cml.cml.stats().computes)[0]?.stats.dominfo.allocated_memory).toBe(3000 * 1024);
  cml.clock.advance(1);
  expect((await node()).state).toBe("BOOTED");
});

test("changes and removes what is not read-only, and not in use", async () => {
  await using cml = await visit({ labs: [] });
  await cml.send("POST", "/node_definitions", firewall);
  expect((await cml.send("POST", "/node_definitions", firewall)).status).toBe(400);
  const bigger = structuredClone(firewall);
  bigger.sim.linux_native.ram = 4000;
  expect(await cml.send("PUT", "/node_definitions", bigger)).toEqual({ status: 200, body: "Success" });
  expect((await cml.get("/node_definitions/fw?json=true")).body.sim.linux_native.ram).toBe(4000);
  const { id } = (await cml.send("POST", "/import", labOf("fw"))).body;
  expect(await cml.send("DELETE", "/node_definitions/fw")).toMatchObject({
    status: 400,
    body: { description: "Invalid Node Definition: Cannot remove node definition in use: fw." },
  });
  await cml.send("DELETE", `/labs/${id}`);
  expect((await cml.send("DELETE", "/node_definitions/fw")).status).toBe(204);
  expect((await cml.send("DELETE", "/node_definitions/fw")).status).toBe(404);
  expect((await cml.send("PUT", "/node_definitions", firewall)).status).toBe(404);
});

test("protects what is read-only, until it is not", async () => {
  await using cml = await visit({ labs: [] });
  const iosv = (await cml.get("/node_definitions/iosv?json=true")).body;
  const refused = { status: 400, body: { code: 400, description: readOnly } };
  expect(await cml.send("PUT", "/node_definitions", iosv)).toEqual(refused);
  expect(await cml.send("DELETE", "/node_definitions/iosv")).toEqual(refused);
  const path = "/node_definitions/iosv/read_only";
  expect(await cml.send("PUT", path)).toEqual({ status: 200, body: null });
  expect((await cml.send("PUT", "/node_definitions", { ...iosv, schema_version: "0.0.2" })).status).toBe(200);
  await cml.send("PUT", path, "true");
  expect(await cml.send("DELETE", "/node_definitions/iosv")).toEqual(refused);
  expect((await cml.send("PUT", path, '"yes"')).status).toBe(400);
});

test.each([
  [{ ...firewall, extra: 1 }, /^Input validation failed$/],
  [{ ...firewall, id: "../fw" }, /^Input validation failed$/],
  [{ ...firewall, boot: { timeout: 86_401 } }, /^Input validation failed$/],
  ["id: [", /^Bad request: /],
])("refuses %j", async (body, description) => {
  await using cml = await visit({ labs: [] });
  const { status, body: error } = await cml.send("POST", "/node_definitions", body);
  expect([status, error.description]).toEqual([400, expect.stringMatching(description)]);
});

test("lets only administrators change definitions", async () => {
  await using cml = await visit({ labs: [], users: [{ username: "ada", password: "engine" }] });
  const http = client(cml.cml);
  const login = { username: "ada", password: "engine" };
  const { body: token } = await http.send("POST", "/authenticate", undefined, login);
  expect((await http.send("POST", "/node_definitions", token, firewall)).status).toBe(403);
  expect((await http.send("DELETE", "/image_definitions/iosv-159-3", token)).status).toBe(403);
});
