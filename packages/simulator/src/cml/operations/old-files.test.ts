import { expect, test } from "vitest";
import { parse } from "yaml";
import { visit } from "../../test/cml-requests.ts";
import { releases } from "../releases/release.ts";

/** As releases of that time wrote them: whatever a node is, all of it is there. */
const oldFile = `
lab:
  description: ""
  notes: "Old, but good."
  timestamp: 1612137600.5
  title: Old campus
  version: 0.1.0
nodes:
  - { id: n0, label: sw-0, node_definition: unmanaged_switch, x: -50, y: 0, configuration: "", image_definition: "",
      tags: [], ram: 0, cpus: 0, cpu_limit: 100, data_volume: 0, boot_disk_size: 0, interfaces: [
      { id: i0, label: port0, slot: 0, type: physical }, { id: i1, label: port1, slot: 1, type: physical }] }
  - { id: n1, label: r-0, node_definition: iosv, x: 100, y: 0, configuration: "hostname r-0", image_definition: "",
      tags: [], ram: 512, cpus: 1, cpu_limit: 100, data_volume: 0, boot_disk_size: 0, interfaces: [
      { id: i0, label: Loopback0, type: loopback },
      { id: i1, label: GigabitEthernet0/0, slot: 0, type: physical }] }
links:
  - { id: l0, i1: i0, n1: n0, i2: i1, n2: n1 }
`;

test.each(releases)("%s takes a file of an old release, and has it from the beginning", async (release) => {
  await using cml = await visit({ version: `${release}.0`, labs: [{ yaml: oldFile, state: "STARTED" }] });
  const [planted = ""] = cml.cml.labIds();
  const early: string = (await cml.get(`/labs/${planted}/download`)).body;
  const passed = async (yaml: string): Promise<string> => {
    const { id, warnings } = (await cml.send("POST", "/import", yaml)).body;
    expect(warnings).toEqual([]);
    return (await cml.get(`/labs/${id}/download`)).body;
  };
  expect(await passed(oldFile)).toBe(early);
  expect(await passed(early)).toBe(early);
  const { nodes } = parse(early);
  expect(nodes).toMatchObject([
    { cpus: null, cpu_limit: null },
    { ram: 512, cpus: 1, cpu_limit: 100 },
  ]);
});
