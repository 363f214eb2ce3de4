import { CmlApiError } from "../../answer.ts";
import { platform, platforms } from "../../definitions/platforms.ts";
import type { TopologyFile } from "../topology-file.ts";
import { topologyVersion } from "../topology-view.ts";
import { parseXml, type XmlElement } from "./xml.ts";

/** What the kinds of VIRL 1.x are now; others are looked for by their own names. */
const kinds = new Map(
  Object.entries({
    "IOS XE": "cat8000v",
    CSR1000v: "cat8000v",
    IOSv: "iosv",
    IOSvL2: "iosvl2",
    "NX-OSv": "nxosv9000",
    "NX-OSv 9000": "nxosv9000",
    server: "ubuntu",
    lxc: "alpine",
    FLAT: "external_connector",
    SNAT: "external_connector",
    "Unmanaged Switch": "unmanaged_switch",
    SEGMENT: "unmanaged_switch",
  }),
);

/** Reads a topology of VIRL 1.x. @throws CmlApiError 400 when it is none */
export function readVirlFile(text: string): TopologyFile {
  const topology = topologyIn(text);
  const elements = topology.children.filter(({ name }) => name === "node");
  const nodes = elements.map(nodeOf);
  const links = topology.children
    .filter(({ name }) => name === "connection")
    .map((connection, index) => {
      const [from, to] = [endOf(connection, "src"), endOf(connection, "dst")];
      return { id: `l${index}`, n1: from.node, i1: from.one, n2: to.node, i2: to.one };
    });
  // VIRL has no name for a topology inside the file.
  return {
    lab: { version: topologyVersion, description: "", notes: "" },
    nodes,
    links,
    annotations: [],
    smart_annotations: [],
  };
}

function topologyIn(text: string): XmlElement {
  try {
    const root = parseXml(text);
    if (root.name === "topology") return root;
  } catch (error) {
    // In the manner of the recorded words about YAML.
    throw new CmlApiError(400, `Bad request: ${error instanceof Error ? error.message : "no XML"}`);
  }
  throw new CmlApiError(400, "Bad request: There is no topology in the XML.");
}

function nodeOf({ attributes, children }: XmlElement, index: number): TopologyFile["nodes"][number] {
  const named = attributes.get("subtype") ?? attributes.get("type") ?? "";
  const definition = kinds.get(named) ?? named.toLowerCase().replace(/[^a-z\d]+/g, "");
  if (definition === "") throw new CmlApiError(400, `Bad request: Node ${index + 1} has no subtype.`);
  const [x = 0, y = 0] = (attributes.get("location") ?? "")
    .split(",")
    .map((part) => Math.round(Number(part)) || 0);
  const extensions = children.find(({ name }) => name === "extensions")?.children ?? [];
  const configuration = extensions.find((entry) => entry.attributes.get("key") === "config")?.text;
  return {
    id: `n${index}`,
    label: attributes.get("name") ?? `n${index}`,
    node_definition: definition,
    x: bounded(x),
    y: bounded(y),
    ...(configuration !== undefined && { configuration }),
    interfaces: children.filter(({ name }) => name === "interface").map(interfaceOf(definition)),
  };
}

/** Names of VIRL are those of its platforms; known platforms have their own. */
const interfaceOf =
  (definition: string) =>
  ({ attributes }: XmlElement, slot: number): TopologyFile["nodes"][number]["interfaces"][number] => {
    const label = Object.hasOwn(platforms, definition) ? undefined : attributes.get("name");
    const named = label ?? platform(definition).interfaceLabel(slot);
    return { id: `i${slot}`, label: named, type: "physical", slot };
  };

/** Ends are paths: `/virl:topology/virl:node[1]/virl:interface[2]`, both counted from one. */
function endOf(
  { attributes }: XmlElement,
  side: "src" | "dst",
): { readonly node: string; readonly one: string } {
  const path = attributes.get(side) ?? "";
  const [, node, one] = /node\[(\d+)\]\/[\w:]*interface\[(\d+)\]$/.exec(path) ?? [];
  if (node === undefined || one === undefined)
    throw new CmlApiError(400, `Bad request: A connection ends at ${path || "nothing"}.`);
  return { node: `n${Number(node) - 1}`, one: `i${Number(one) - 1}` };
}

const bounded = (value: number): number => Math.min(15_000, Math.max(-15_000, value));
