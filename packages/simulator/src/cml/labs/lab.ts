import type { LabNode, Order } from "./node.ts";
import type { LabPermission } from "./permissions.ts";
import type { LabLink } from "./wiring.ts";

export type LabState = "DEFINED_ON_CORE" | "STOPPED" | "STARTED";

/** A lab of one controller. */
export interface Lab {
  readonly id: string;
  title: string;
  description: string;
  notes: string;
  ownerId: string;
  /** The most that others may do with it, by their user ids. */
  readonly sharedWith: Map<string, LabPermission>;
  /** The most that the members of groups may do with it, by the ids of the groups. */
  readonly groups: Map<string, LabPermission>;
  readonly createdMs: number;
  readonly nodes: readonly LabNode[];
  readonly links: readonly LabLink[];
  modifiedMs: number;
}

/** A lab is started while any of its nodes is, and stopped while any of them has something left to wipe. */
export function labState(lab: Lab, atMs: number): LabState {
  const states = lab.nodes.map((node) => node.stateAt(atMs));
  if (states.some((state) => state === "QUEUED" || state === "STARTED" || state === "BOOTED"))
    return "STARTED";
  return states.includes("STOPPED") ? "STOPPED" : "DEFINED_ON_CORE";
}

/** Whether everything it was told to do is done; true for a lab that never ran. */
export function hasConverged(lab: Lab, atMs: number): boolean {
  return lab.nodes.every((node) => node.settledAt(atMs));
}

/** Tells every node of the lab. */
export function tellLab(lab: Lab, order: Order, atMs: number): void {
  for (const node of lab.nodes) node.tell(order, atMs);
  lab.modifiedMs = atMs;
}
