import type { LabNode } from "../labs/node.ts";
import type { LabInterface, LabLink } from "../labs/wiring.ts";
import type { ElementChange } from "./element-change.ts";

type Event = ElementChange["event"];

/** A node is new or gone. */
export function nodeChange(event: Event, { id, definition, settings }: LabNode): ElementChange {
  return { event, kind: "Node", id, data: { id, node_definition: definition, ...settings } };
}

/** An interface is new, changed or gone. */
export function interfaceChange(event: Event, nodeId: string, one: LabInterface): ElementChange {
  const { id, label, type, slot, macAddress } = one;
  const data = { id, node: nodeId, label, type, slot, mac_address: macAddress };
  return { event, kind: "Interface", id, data };
}

/** A link is new or gone. */
export function linkChange(event: Event, link: LabLink): ElementChange {
  const { id, label, interfaceA, interfaceB, nodeA, nodeB } = link;
  const data = { id, label, interface_a: interfaceA, interface_b: interfaceB, node_a: nodeA, node_b: nodeB };
  return { event, kind: "Link", id, data };
}
