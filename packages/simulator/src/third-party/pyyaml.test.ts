import { pyYamlPeer, readWithPyYaml } from "@cml-fleet/test-peers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeYaml } from "../cml/yaml-text.ts";
import { visit } from "../test/cml-requests.ts";

const { missing } = pyYamlPeer();
const names = ["on", "no", "1:30", "1_000", "2026-01-01", "=", "0o17", "1e3"];
const address = "52:54:00:12:34:56";

describe.skipIf(missing)(`PyYAML${missing ? ` (${missing})` : ""}`, () => {
  test("reads the lab that was downloaded", async () => {
    await using cml = await visit({ labs: [] });
    const nodes = names.map((label, index) => ({
      id: `n${index}`,
      label,
      node_definition: "alpine",
      x: 0,
      y: 0,
      tags: [label],
      interfaces: [{ id: "i0", label: "eth0", slot: 0, mac_address: address }],
    }));
    const lab = { version: "0.3.0", title: "on", notes: "1:30", description: "a\u0085b\u2028c\u007f" };
    const { id } = (await cml.send("POST", "/import", { lab, nodes, links: [] })).body;
    const [read] = readWithPyYaml([(await cml.get(`/labs/${id}/download`)).body]);
    expect(read).toMatchObject({ lab, nodes });
    const [testbed] = readWithPyYaml([(await cml.get(`/labs/${id}/pyats_testbed`)).body]);
    expect(testbed).toMatchObject({ testbed: { name: "on" }, devices: { "1:30": {}, no: {}, "=": {} } });
    const [definition] = readWithPyYaml([(await cml.get("/node_definitions/iosv")).body]);
    expect(definition).toEqual((await cml.get("/node_definitions/iosv?json=true")).body);
  });

  test("reads any text and any number as what was written", () => {
    const odd = fc.string({ unit: fc.constantFrom(..."0123456789_:.+-exob taZ#=<~\t\n\u0085") });
    const value = fc.oneof(
      odd,
      fc.string({ unit: "binary" }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    // JSON has one zero.
    const samples = fc.sample(value, 3_000).map((one) => (one === 0 ? 0 : one));
    expect(readWithPyYaml([writeYaml(samples)])).toEqual([samples]);
  });
});
