import { seeded } from "../../random/seeded.ts";
import type { Controller } from "../controller.ts";
import { bridges, connectorKey, deviceOf, isConnector } from "./connector-mappings.ts";
import { macAddressOf } from "./interface-view.ts";
import type { Lab } from "./lab.ts";
import { elementsAt } from "./lab-elements.ts";
import type { LabNode } from "./node.ts";
import type { LabInterface } from "./wiring.ts";

/** The addresses of one node by its wire names: by the MAC addresses of its interfaces. */
export interface NodeAddresses {
  readonly name: string;
  readonly interfaces: Readonly<Record<string, InterfaceAddresses>>;
}

interface InterfaceAddresses {
  readonly id: string;
  readonly label: string;
  readonly ip4: readonly string[];
  readonly ip6: readonly string[];
}

/**
 * The addresses that booted nodes got by DHCP, by the ids of the nodes: through links that are up, over switches that
 * are booted, from the bridge behind an external connector. They are the same at every start.
 */
export function addressesIn(controller: Controller, lab: Lab): ReadonlyMap<string, NodeAddresses> {
  const { links } = elementsAt(lab, controller.clock());
  const up = lab.links.filter(({ id }) => links.get(id) === "STARTED");
  const found = new Map<string, NodeAddresses>();
  const taken = new Set<string>();
  for (const [one, network] of leased(controller, lab, up)) {
    const node = lab.nodes.find(({ interfaces }) => interfaces.includes(one))!;
    const ip4 = [freeAddress(controller, one, network, taken)];
    const { name = node.settings.label, interfaces = {} } = found.get(node.id) ?? {};
    const address = { id: one.id, label: one.label, ip4, ip6: [] };
    found.set(node.id, { name, interfaces: { ...interfaces, [macAddressOf(controller, one)]: address } });
  }
  return found;
}

/** The interfaces that a connector can be reached from, with the network behind it. */
function leased(controller: Controller, lab: Lab, up: Lab["links"]): ReadonlyMap<LabInterface, string> {
  const leases = new Map<LabInterface, string>();
  const booted = lab.nodes.filter((node) => node.stateAt(controller.clock()) === "BOOTED");
  const wired: Wired = { booted, up };
  for (const connector of booted.filter(isConnector)) {
    const device = deviceOf(lab, connectorKey(connector));
    const network = bridges.find((bridge) => bridge.device === device)?.network;
    if (network !== undefined) for (const one of reachable(wired, connector)) leases.set(one, network);
  }
  return leases;
}

/** What is booted in a lab, and which links are up. */
interface Wired {
  readonly booted: readonly LabNode[];
  readonly up: Lab["links"];
}

/** The interfaces of routers and servers that are reached from a node, over as many switches as there are. */
function reachable(wired: Wired, from: LabNode): readonly LabInterface[] {
  const found: LabInterface[] = [];
  const seen = new Set([from.id]);
  const edge = [from];
  for (let node = edge.pop(); node; node = edge.pop()) {
    for (const { other, one } of neighbours(wired, node)) {
      const { nature } = other.platform;
      if (nature === "router" || nature === "server") found.push(one);
      else if (nature === "switch" && !seen.has(other.id)) edge.push(other);
      seen.add(other.id);
    }
  }
  return found;
}

/** The booted nodes at the other ends of a node's links, with the interfaces there. */
function neighbours(
  { booted, up }: Wired,
  { id }: LabNode,
): readonly { readonly other: LabNode; readonly one: LabInterface }[] {
  return up.flatMap(({ nodeA, nodeB, interfaceA, interfaceB }) => {
    if (nodeA !== id && nodeB !== id) return [];
    const [nodeId, interfaceId] = nodeA === id ? [nodeB, interfaceB] : [nodeA, interfaceA];
    const other = booted.find((node) => node.id === nodeId);
    const one = other?.interfaces.find((candidate) => candidate.id === interfaceId);
    return other && one ? [{ other, one }] : [];
  });
}

/** An address of a network that no other interface of the lab has. */
function freeAddress(
  { seed }: Controller,
  { id }: LabInterface,
  network: string,
  taken: Set<string>,
): string {
  const first = Math.floor(seeded(seed, "lease", id) * 200);
  for (let step = 0; ; step++) {
    const address = `${network}.${20 + ((first + step) % 200)}`;
    // More leases than addresses are shared rather than refused: labs are smaller.
    if (taken.has(address) && step < 200) continue;
    taken.add(address);
    return address;
  }
}
