import type { Annotation } from "./annotations/annotation.ts";
import type { SmartAnnotation } from "./annotations/smart-annotation.ts";
import type { ConnectorMapping } from "./connector-mappings.ts";
import { type LabHistory, labHistory } from "./lab-history.ts";
import type { LabNode } from "./node.ts";
import type { LabPermission } from "./permissions.ts";
import type { LabStarting } from "./starting.ts";
import type { Order } from "./timeline.ts";
import type { LabLink } from "./wiring.ts";

/** State of a lab, as the API says it. */
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
  readonly nodes: LabNode[];
  readonly links: LabLink[];
  readonly annotations: Annotation[];
  /** One for each tag of its nodes. */
  readonly smartAnnotations: SmartAnnotation[];
  /** What was said of external connectors, by the keys that nodes are configured with. */
  readonly connectors: Map<string, ConnectorMapping>;
  /** What happened to it. */
  readonly history: LabHistory;
  starting: LabStarting;
  modifiedMs: number;
}

/** What a new lab has to be told; the rest of it is empty. */
export type LabBeginnings = Pick<Lab, "id" | "title" | "ownerId" | "createdMs"> & Partial<Lab>;

export function newLab(beginnings: LabBeginnings): Lab {
  return {
    description: "",
    notes: "",
    sharedWith: new Map(),
    groups: new Map(),
    nodes: [],
    links: [],
    annotations: [],
    smartAnnotations: [],
    connectors: new Map(),
    history: labHistory(),
    starting: {},
    modifiedMs: beginnings.createdMs,
    ...beginnings,
  };
}

/** A lab is started while any of its nodes is, and stopped while any of them has something left to wipe. */
export function labState(lab: Lab, atMs: number): LabState {
  const states = lab.nodes.map((node) => node.stateAt(atMs));
  if (states.some((state) => state !== "DEFINED_ON_CORE" && state !== "STOPPED")) return "STARTED";
  return states.includes("STOPPED") ? "STOPPED" : "DEFINED_ON_CORE";
}

/** Whether everything it was told to do is done; true for a lab that never ran. */
export function hasConverged(lab: Lab, atMs: number): boolean {
  return lab.nodes.every((node) => node.settledAt(atMs));
}

/** Tells every node of the lab; without a host, those that are started wait for one. */
export function tellLab(lab: Lab, order: Order, atMs: number, hasHost = true): void {
  for (const node of lab.nodes) node.tell(order, atMs, hasHost);
  lab.modifiedMs = atMs;
}
