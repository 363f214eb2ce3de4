import type { Lab } from "../labs/lab.ts";
import { elementsAt, turningPointsOf } from "../labs/lab-elements.ts";

/** An element of a lab, or the lab itself, went into another state. */
export interface Transition {
  readonly atMs: number;
  readonly lab: Lab;
  readonly element: "node" | "interface" | "link" | "lab";
  readonly id: string;
  readonly state: string;
  readonly previous: string;
}

/** What is known of one lab: states by id. What is not in it was never started. */
export type KnownStates = Map<string, string>;

/**
 * What happened in a lab from one moment to the other, both included, as far as it is not known yet; oldest first.
 * Steps that lie between two looks are not missed. Takes note of it in `known`.
 */
export function transitionsIn(
  lab: Lab,
  known: KnownStates,
  fromMs: number,
  untilMs: number,
): readonly Transition[] {
  return turningPointsOf(lab, fromMs, untilMs).flatMap((atMs) => {
    const { nodes, interfaces, links, lab: labState } = elementsAt(lab, atMs);
    const found: Transition[] = [];
    const compare = (element: Transition["element"], id: string, state: string): void => {
      const previous = known.get(id) ?? "DEFINED_ON_CORE";
      if (previous === state) return;
      known.set(id, state);
      found.push({ atMs, lab, element, id, state, previous });
    };
    for (const [id, state] of nodes) compare("node", id, state);
    for (const [id, state] of interfaces) compare("interface", id, state);
    for (const [id, state] of links) compare("link", id, state);
    compare("lab", lab.id, labState);
    return found;
  });
}
