import { CmlApiError } from "../answer.ts";
import { noHold } from "./hold.ts";
import type { Lab } from "./lab.ts";
import type { LabNode } from "./node.ts";
import { type LabInterface, type LabLink, linkLabel } from "./wiring.ts";

/** An interface with the node it belongs to. */
export interface Port {
  readonly node: LabNode;
  readonly one: LabInterface;
}

/** Finds an interface. @throws CmlApiError 404 */
export function knownPort(lab: Lab, id: string): Port {
  for (const node of lab.nodes) {
    const one = node.interfaces.find((candidate) => candidate.id === id);
    if (one) return { node, one };
  }
  throw new CmlApiError(404, `Interface not found: ${id}`);
}

/** Links two interfaces. @throws CmlApiError 400 when one is taken, or they belong to one node */
export function addLink(lab: Lab, a: Port, b: Port, { id, nowMs }: { id: string; nowMs: number }): LabLink {
  for (const { one } of [a, b]) {
    if (linksAt(lab, [one.id]).length > 0) throw new CmlApiError(400, `Interface ${one.id} already in use.`);
    // No recording: a loopback has no outside.
    if (one.type === "loopback") throw new CmlApiError(400, `Interface ${one.id} is a loopback.`);
  }
  if (a.node === b.node) throw new CmlApiError(400, `A link cannot lead from node ${a.node.id} to itself.`);
  const link: LabLink = {
    id,
    label: linkLabel(a.node.settings.label, a.one.label, b.node.settings.label, b.one.label),
    nodeA: a.node.id,
    nodeB: b.node.id,
    interfaceA: a.one.id,
    interfaceB: b.one.id,
    hold: noHold(nowMs),
  };
  lab.links.push(link);
  return link;
}

/** The links that end at one of these interfaces. */
export function linksAt(lab: Lab, interfaces: readonly string[]): readonly LabLink[] {
  return lab.links.filter(
    ({ interfaceA, interfaceB }) => interfaces.includes(interfaceA) || interfaces.includes(interfaceB),
  );
}

/** Takes an element out of a list that holds it. */
export function takeOut<T>(list: T[], element: T): void {
  list.splice(list.indexOf(element), 1);
}
