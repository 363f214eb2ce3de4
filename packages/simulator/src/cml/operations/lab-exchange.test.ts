import { expect, test } from "vitest";
import { visit } from "../../test/cml-requests.ts";

const file = `
lab:
  version: 0.3.0
  title: Two routers
  notes: "on a *whiteboard*"
nodes:
  - id: n0
    label: R1
    node_definition: iosv
    x: -40
    y: 10
    tags: [core]
    configuration: hostname R1
    interfaces:
      - {id: i0, label: Loopback0, type: loopback}
      - {id: i1, label: GigabitEthernet0/0, slot: 0, type: physical}
  - id: n1
    label: R2
    node_definition: iosv
    x: 80
    y: 10
    configuration:
      - {name: ios_config.txt, content: hostname R2}
      - {name: extra.txt, content: x}
    interfaces:
      - {id: i0, label: GigabitEthernet0/0, slot: 0, type: physical}
links:
  - {id: l0, n1: n0, i1: i1, n2: n1, i2: i0}
`;

test("makes a lab of a YAML file, and the file of the lab", async () => {
  await using cml = await visit({ labs: [] });
  const { status, body } = await cml.send("POST", "/import", file);
  expect([status, body.warnings]).toEqual([200, []]);
  const first = (await cml.get(`/labs/${body.id}/download`)).body;
  const again = await cml.send("POST", "/import", first);
  expect(again.body.id).not.toBe(body.id);
  expect((await cml.get(`/labs/${again.body.id}/download`)).body).toBe(first);
  expect(await cml.get(`/labs/${body.id}`)).toMatchObject({
    body: { lab_title: "Two routers", node_count: 2, link_count: 1, state: "DEFINED_ON_CORE" },
  });
});

test("tells the topology with new ids, and configurations in the form that is asked for", async () => {
  await using cml = await visit({ labs: [] });
  const { id } = (await cml.send("POST", "/import?title=Mine", file)).body;
  const topology = async (query: string) => (await cml.get(`/labs/${id}/topology${query}`)).body;
  const { lab, nodes, links } = await topology("");
  expect(lab).toMatchObject({ title: "Mine", version: "0.3.0", notes: "on a *whiteboard*" });
  expect(nodes[0]).toMatchObject({ label: "R1", x: -40, tags: ["core"], configuration: "hostname R1" });
  expect(nodes[0].interfaces).toMatchObject([{ type: "loopback" }, { slot: 0 }]);
  expect(nodes[0].interfaces[0]).not.toHaveProperty("slot");
  expect(links).toMatchObject([
    {
      label: "R1-GigabitEthernet0/0<->R2-GigabitEthernet0/0",
      node_a: nodes[0].id,
      node_b: nodes[1].id,
      interface_a: nodes[0].interfaces[1].id,
      interface_b: nodes[1].interfaces[0].id,
    },
  ]);
  const files = await topology("?exclude_configurations=false");
  expect(files.nodes[1].configuration).toEqual([
    { name: "ios_config.txt", content: "hostname R2" },
    { name: "extra.txt", content: "x" },
  ]);
  expect((await topology("?exclude_configurations=true")).nodes[0]).not.toHaveProperty("configuration");
});

test("warns of what it cannot take over as it is", async () => {
  await using cml = await visit({ labs: [] });
  const odd = file.replace("node_definition: iosv", "node_definition: hal9000");
  const { body } = await cml.send("POST", "/import", odd);
  expect(body.warnings).toEqual([expect.stringContaining("`hal9000`")]);
});

test.each([
  ["lab: [", /^Bad request: /],
  ["just words", /^Input validation failed$/],
  [file.replace("i1: i1", "i1: i7"), /^Bad request: Link l0 /],
])("refuses %j", async (text, description) => {
  await using cml = await visit({ labs: [] });
  const { status, body } = await cml.send("POST", "/import", text);
  expect([status, body]).toEqual([400, { code: 400, description: expect.stringMatching(description) }]);
  expect((await cml.get("/labs")).body).toEqual([]);
});
