import { type Hold, isHeld } from "./hold.ts";
import { type Lab, type LabState, labState } from "./lab.ts";
import type { NodeState } from "./timeline.ts";
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
  const boots = new Map(lab.nodes.map((node) => [node.id, node.bootAt(atMs)]));
  const startedMs = (id: string): number | undefined => boots.get(id)?.fromMs;
  const interfaces = new Map(
    lab.nodes.flatMap((node) =>
      node.interfaces.map(({ id, hold }) => {
        const state = nodes.get(node.id) ?? "DEFINED_ON_CORE";
        const before = boots.get(node.id)?.from ?? "DEFINED_ON_CORE";
        return [id, interfaceState(state, before, isHeld(hold, startedMs(node.id)))] as const;
      }),
    ),
  );
  const end = (id: string): ElementState => interfaces.get(id) ?? "DEFINED_ON_CORE";
  return {
    nodes,
    interfaces,
    links: new Map(
      lab.links.map(({ id, interfaceA, interfaceB, nodeA, nodeB, hold }) => {
        const held = isHeld(hold, startedMs(nodeA)) && isHeld(hold, startedMs(nodeB));
        return [id, linkState(end(interfaceA), end(interfaceB), held)] as const;
      }),
    ),
    lab: labState(lab, atMs),
  };
}

/** The moments from one to the other, both included, at which something in the lab may have changed; in order. */
export function turningPointsOf(lab: Lab, fromMs: number, untilMs: number): readonly number[] {
  const moments = new Set<number>();
  // This runs on every request, for every lab: most of the time there is nothing to collect.
  const add = ({ hold: { changedMs } }: { readonly hold: Hold }): void => {
    if (changedMs >= fromMs && changedMs <= untilMs) moments.add(changedMs);
  };
  for (const node of lab.nodes) {
    for (const atMs of node.turningPoints(fromMs, untilMs)) moments.add(atMs);
    for (const one of node.interfaces) add(one);
  }
  for (const link of lab.links) add(link);
  return [...moments].sort((one, other) => one - other);
}
