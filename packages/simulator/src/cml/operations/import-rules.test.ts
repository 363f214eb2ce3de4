import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { visit } from "../../test/cml-requests.ts";

const socket = (id: string, slot: number) => ({ id, label: `eth${slot}`, slot, type: "physical" });
const node = (id: string, others: object = {}) => ({
  id,
  label: `label of ${id}`,
  node_definition: "alpine",
  x: 0,
  y: 0,
  interfaces: [socket("i0", 0), socket("i1", 1), { id: "lo", label: "lo", type: "loopback" }],
  ...others,
});
const link = (id: string, from: string, to: string) => {
  const [n1, i1] = from.split(" ");
  const [n2, i2] = to.split(" ");
  return { id, n1, i1, n2, i2 };
};
const nodes = [node("n0"), node("n1")];
const lab = { version: "0.3.0", title: "Rules" };

test.each([
  [
    "a node twice",
    { nodes: [node("n0"), node("n0", { label: "other" })] },
    /^Bad request: Node n0 is there twice/,
  ],
  [
    "a label twice",
    { nodes: [node("n0", { label: "R" }), node("n1", { label: "R" })] },
    /Node label R is there twice/,
  ],
  [
    "an interface twice",
    { nodes: [node("n0", { interfaces: [socket("i0", 0), socket("i0", 1)] })] },
    /node n0 i0/,
  ],
  [
    "a slot twice",
    { nodes: [node("n0", { interfaces: [socket("i0", 0), socket("i1", 0)] })] },
    /Slot of node n0 0/,
  ],
  [
    "a slot its definition does not have",
    { nodes: [node("n0", { node_definition: "external_connector", interfaces: [socket("i0", 1)] })] },
    /^Node definition external_connector has no more than 1 interfaces\.$/,
  ],
  ["a link twice", { nodes, links: [link("l0", "n0 i0", "n1 i0"), link("l0", "n0 i1", "n1 i1")] }, /Link l0/],
  [
    "two links at one end",
    { nodes, links: [link("l0", "n0 i0", "n1 i0"), link("l1", "n0 i0", "n1 i1")] },
    /n0 i0/,
  ],
  [
    "a link to itself",
    { nodes, links: [link("l0", "n0 i0", "n0 i1")] },
    /Link l0 leads from node n0 to itself/,
  ],
  ["a link at a loopback", { nodes, links: [link("l0", "n0 lo", "n1 i0")] }, /n0 lo is a loopback/],
  ["no version there ever was", { lab: { ...lab, version: "9.9.9" } }, /^Input validation failed$/],
  ["an interface of no node", { interfaces: [{ ...socket("i0", 0), node: "n9" }] }, /belongs to no node/],
])("imports no file that has %s", async (_what, file, description) => {
  await using cml = await visit({ labs: [] });
  const { status, body } = await cml.send("POST", "/import", stringify({ lab, nodes: [], ...file }));
  expect([status, body]).toMatchObject([400, { description: expect.stringMatching(description) }]);
  expect((await cml.get("/labs")).body).toEqual([]);
});

test.each([
  ["2.7.0", "0.3.0", 400],
  ["2.8.0", "0.3.0", 200],
  ["2.9.1", "0.0.1", 200],
  ["2.9.1", "0.3.1", 400],
  ["2.10.0", "0.3.1", 200],
])("%s answers a file of version %s with %s", async (release, version, status) => {
  await using cml = await visit({ version: release, labs: [] });
  const file = stringify({ lab: { ...lab, version }, nodes: [] });
  expect((await cml.send("POST", "/import", file)).status).toBe(status);
});

test("knows no last slot of definitions that it does not have", async () => {
  await using cml = await visit({ labs: [] });
  const strange = node("n0", { node_definition: "strange", interfaces: [socket("i0", 99)] });
  const { status, body } = await cml.send("POST", "/import", stringify({ lab, nodes: [strange] }));
  expect([status, body.warnings]).toEqual([200, [expect.stringContaining("`strange` is not known")]]);
});

test("takes the interfaces of old files, which stand beside the nodes", async () => {
  await using cml = await visit({ labs: [] });
  const bare = ["n0", "n1"].map((id) => node(id, { interfaces: undefined }));
  const file = {
    lab: { ...lab, version: "0.0.4" },
    nodes: bare,
    interfaces: bare.map(({ id }) => ({ ...socket(`${id}i0`, 0), node: id })),
    links: [link("l0", "n0 n0i0", "n1 n1i0")],
  };
  const { id } = (await cml.send("POST", "/import", file)).body;
  expect((await cml.get(`/labs/${id}`)).body).toMatchObject({ node_count: 2, link_count: 1 });
});

test("drops what only machines have of what is none, and says so where the file says something", async () => {
  await using cml = await visit({ labs: [] });
  const network = { node_definition: "unmanaged_switch" };
  const file = {
    lab,
    nodes: [
      node("n0", { ...network, ram: 0, cpus: 0, cpu_limit: 100 }),
      node("n1", { ...network, ram: null, cpus: 2, cpu_limit: 50 }),
      node("n2", { node_definition: "external_connector", interfaces: [], ram: 512, cpu_limit: null }),
      node("n3", { ram: 512, cpu_limit: 100 }),
    ],
  };
  const { id, warnings } = (await cml.send("POST", "/import", file)).body;
  expect(warnings).toEqual([
    'Node `label of n1`: unmanaged_switch is no machine, so that "cpus: 2" is dropped.',
    'Node `label of n1`: unmanaged_switch is no machine, so that "cpu_limit: 50" is dropped.',
    'Node `label of n2`: external_connector is no machine, so that "ram: 512" is dropped.',
  ]);
  const nothing = { ram: null, cpus: null, cpu_limit: null };
  const { nodes: made } = parse((await cml.get(`/labs/${id}/download`)).body);
  expect(made).toMatchObject([nothing, nothing, nothing, { ram: 512, cpus: null, cpu_limit: 100 }]);
  const [first] = (await cml.get(`/labs/${id}/nodes`)).body;
  expect((await cml.send("PATCH", `/labs/${id}/nodes/${first}`, { cpu_limit: 100 })).status).toBe(400);
});

test("warns of images and hosts that are not there, and of images of others", async () => {
  await using cml = await visit({ labs: [] });
  const file = {
    lab,
    nodes: [
      node("n0", { image_definition: "no-such-image" }),
      node("n1", { image_definition: "iosv-159-3" }),
      node("n2", { pinned_compute_id: "nope" }),
      node("n3", { image_definition: "" }),
    ],
  };
  const { warnings } = (await cml.send("POST", "/import", file)).body;
  expect(warnings).toEqual([
    "Node `label of n0`: Image Definition not found: no-such-image",
    "Node `label of n1`: Image definition iosv-159-3 is not one of node definition alpine.",
    "Node `label of n2`: Compute host not found: nope",
  ]);
});
