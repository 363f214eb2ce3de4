import { type Lab, type LabState, labState } from "./lab.ts";
import type { NodeState } from "./node.ts";
import { type ElementState, interfaceState, linkState } from "./wiring.ts";

/** The state of every element of a lab, by id; in the order of the lab. */
export interface LabElements {
  readonly nodes: ReadonlyMap<string, NodeState>;
  readonly interfaces: ReadonlyMap<string, ElementState>;
  readonly links: ReadonlyMap<string, ElementState>;
  readonly lab: LabState;
}

/** The states of all elements at one moment. */
export function elementsAt(lab: Lab, atMs: number): LabElements {
  const nodes = new Map(lab.nodes.map((node) => [node.id, node.stateAt(atMs)]));
  const stateOf = (id: string): NodeState => nodes.get(id) ?? "DEFINED_ON_CORE";
  return {
    nodes,
    interfaces: new Map(
      lab.nodes.flatMap(({ id, interfaces }) =>
        interfaces.map((one) => [one.id, interfaceState(stateOf(id))] as const),
      ),
    ),
    links: new Map(
      lab.links.map(({ id, nodeA, nodeB }) => [id, linkState(stateOf(nodeA), stateOf(nodeB))] as const),
    ),
    lab: labState(lab, atMs),
  };
}
