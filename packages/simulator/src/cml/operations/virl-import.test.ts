import { expect, test } from "vitest";
import { visit } from "../../test/cml-requests.ts";
import { parseXml } from "../labs/virl/xml.ts";

const file = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<topology xmlns="http://www.cisco.com/VIRL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" schemaVersion="0.95">
  <!-- made by hand -->
  <extensions><entry key="management_network" type="String">flat</entry></extensions>
  <node name="R&amp;1" type="SIMPLE" subtype="IOSv" location="120,-40.6">
    <extensions>
      <entry key="static_ip" type="String"/>
      <entry key="config" type="string"><![CDATA[hostname R1 <&>]]>
interface Loopback0 &#33;</entry>
    </extensions>
    <interface id="0" name="GigabitEthernet0/1"/>
    <interface id="1" name="GigabitEthernet0/2"/>
  </node>
  <node name='cloud' type="ASSET" subtype="FLAT"><interface id="0" name="link0"/></node>
  <node name="odd" type="SIMPLE" subtype="Juniper vMX"><interface id="0" name="ge-0/0/0"/></node>
  <connection dst="/virl:topology/virl:node[2]/virl:interface[1]" src="/virl:topology/virl:node[1]/virl:interface[2]"/>
</topology>
`;

test("makes a lab of a file of VIRL 1.x", async () => {
  await using cml = await visit({ labs: [] });
  const { status, body } = await cml.send("POST", "/import/virl-1x?title=Old%20one", file);
  expect([status, body.warnings]).toEqual([200, [expect.stringContaining("`junipervmx`")]]);
  const { lab, nodes, links } = (await cml.get(`/labs/${body.id}/topology`)).body;
  expect(lab.title).toBe("Old one");
  expect(nodes).toMatchObject([
    {
      label: "R&1",
      node_definition: "iosv",
      x: 120,
      y: -41,
      configuration: "hostname R1 <&>\ninterface Loopback0 !",
      interfaces: [{ label: "GigabitEthernet0/0" }, { label: "GigabitEthernet0/1", slot: 1 }],
    },
    { label: "cloud", node_definition: "external_connector" },
    { label: "odd", interfaces: [{ label: "ge-0/0/0" }] },
  ]);
  expect(links).toMatchObject([
    { interface_a: nodes[0].interfaces[1].id, interface_b: nodes[1].interfaces[0].id },
  ]);
});

test.each([
  ["just words", /^Bad request: /],
  ["<a/>", /^Bad request: There is no topology/],
  [file.replace("</topology>", ""), /^Bad request: An XML document is one element/],
  [file.replace("node[1]", "node[7]"), /^Bad request: Link l0 /],
  [file.replace("/virl:interface[2]", ""), /^Bad request: A connection ends at /],
  [file.replace(' type="SIMPLE" subtype="IOSv"', ""), /^Bad request: Node 1 has no subtype/],
  ['<!DOCTYPE topology [<!ENTITY a "b">]><topology/>', /^Bad request: Line 1 is no XML/],
])("refuses %j", async (text, description) => {
  await using cml = await visit({ labs: [] });
  const { status, body } = await cml.send("POST", "/import/virl-1x", text);
  expect([status, body]).toEqual([400, { code: 400, description: expect.stringMatching(description) }]);
});

test("refuses a document whose elements are not closed as they were opened", () => {
  expect(() => parseXml("<a><b></a></b>")).toThrow("Line 1 is no XML: </a></b>");
  expect(() => parseXml("<a/><b/>")).toThrow("one element");
  expect(() => parseXml("</a>")).toThrow("no XML");
});

test("takes what JavaScript calls its own for the words of others", async () => {
  await using cml = await visit({ labs: [] });
  const odd = '<topology><node name="a&constructor;" type="SIMPLE" subtype="constructor"/></topology>';
  const { body } = await cml.send("POST", "/import/virl-1x", odd);
  expect(body.warnings).toEqual([expect.stringContaining("`constructor`")]);
  const [node] = (await cml.get(`/labs/${body.id}/topology`)).body.nodes;
  expect(node).toMatchObject({ label: "a&constructor;", node_definition: "constructor" });
});
