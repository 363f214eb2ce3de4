import type { Capture } from "../captures/capture.ts";
import type { LinkCondition } from "../links/link-condition.ts";
import type { Hold } from "./hold.ts";
import type { NodeState } from "./timeline.ts";

/** The states of links and interfaces. */
export type ElementState = "DEFINED_ON_CORE" | "STOPPED" | "STARTED";

export interface LabInterface {
  readonly id: string;
  readonly label: string;
  readonly type: "physical" | "loopback";
  /** `null` for loopbacks. */
  readonly slot: number | null;
  /** `null` leaves it to the controller. */
  macAddress: string | null;
  readonly hold: Hold;
}

export interface LabLink {
  readonly id: string;
  readonly label: string;
  readonly nodeA: string;
  readonly nodeB: string;
  readonly interfaceA: string;
  readonly interfaceB: string;
  readonly hold: Hold;
  /** What it does to what goes over it; absent when it does nothing. */
  condition?: LinkCondition;
  /** Its last capture. */
  capture?: Capture;
}

/**
 * An interface follows its node, unless it is held back; until the machine of the node is on, it stays what it was. That it
 * stops with a node whose host is lost is an assumption.
 */
export function interfaceState(node: NodeState, before: ElementState, held: boolean): ElementState {
  if (node === "QUEUED" || node === "STARTING") return before;
  if (node === "DISCONNECTED") return "STOPPED";
  if (node === "DEFINED_ON_CORE" || node === "STOPPED") return node;
  return held ? "STOPPED" : "STARTED";
}

/** A link is up when both its ends are, unless it is held back, and wiped when both are. */
export function linkState(one: ElementState, other: ElementState, held: boolean): ElementState {
  if (one === "STARTED" && other === "STARTED") return held ? "STOPPED" : "STARTED";
  return one === "DEFINED_ON_CORE" && other === one ? one : "STOPPED";
}

/** How controllers name links. */
export function linkLabel(nodeA: string, interfaceA: string, nodeB: string, interfaceB: string): string {
  return `${nodeA}-${interfaceA}<->${nodeB}-${interfaceB}`;
}
