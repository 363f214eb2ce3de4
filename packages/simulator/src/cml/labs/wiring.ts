import type { Capture } from "../captures/capture.ts";
import type { LinkCondition } from "../links/link-condition.ts";
import type { NodeState } from "./node.ts";

/** The states of links and interfaces. */
export type ElementState = "DEFINED_ON_CORE" | "STOPPED" | "STARTED";

export interface LabInterface {
  readonly id: string;
  readonly label: string;
  readonly type: "physical" | "loopback";
  /** `null` for loopbacks. */
  readonly slot: number | null;
  readonly macAddress: string | null;
}

export interface LabLink {
  readonly id: string;
  readonly label: string;
  readonly nodeA: string;
  readonly nodeB: string;
  readonly interfaceA: string;
  readonly interfaceB: string;
  /** What it does to what goes over it; absent when it does nothing. */
  condition?: LinkCondition;
  /** Its last capture. */
  capture?: Capture;
}

/** An interface follows its node. */
export function interfaceState(node: NodeState): ElementState {
  return node === "DEFINED_ON_CORE" || node === "STOPPED" ? node : "STARTED";
}

/** A link is up when both its ends are, and wiped when both are. */
export function linkState(one: NodeState, other: NodeState): ElementState {
  const ends = [interfaceState(one), interfaceState(other)];
  if (ends.every((end) => end === "STARTED")) return "STARTED";
  return ends.every((end) => end === "DEFINED_ON_CORE") ? "DEFINED_ON_CORE" : "STOPPED";
}

/** How controllers name links. */
export function linkLabel(nodeA: string, interfaceA: string, nodeB: string, interfaceB: string): string {
  return `${nodeA}-${interfaceA}<->${nodeB}-${interfaceB}`;
}
