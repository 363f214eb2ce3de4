import { CmlError } from "../errors.ts";
import { type CmlNodeProgress, isUp } from "./node-tracker.ts";
import { nodeName, said } from "./said.ts";

/** Where a lab is to be brought. */
export type LabGoal = "started" | "stopped" | "wiped";

/** What is asked of a lab. */
export type LabOrder = "start" | "stop" | "wipe";

/** What a lab looks like. */
export interface LabLook {
  readonly state: string;
  readonly converged: boolean;
  /** States of all its nodes. There is no look without them: of what is not known, nothing is reached, and nothing is empty. */
  readonly nodeStates: readonly string[];
}

/** Whether a lab has no nodes: there is nothing in it that could take up an order. */
export function isEmpty({ nodeStates }: LabLook): boolean {
  return nodeStates.length === 0;
}

/** Whether a lab is where it is to be, and rests there. */
export function isReached(goal: LabGoal, look: LabLook): boolean {
  const { state, converged, nodeStates } = look;
  if (!converged) return false;
  switch (goal) {
    case "started":
      return isEmpty(look) || (state === "STARTED" && nodeStates.every(isUp));
    case "stopped":
      return state !== "STARTED" && !nodeStates.some(isUp);
    case "wiped":
      return state === "DEFINED_ON_CORE" && nodeStates.every((node) => node === "DEFINED_ON_CORE");
  }
}

/** What to ask for; `undefined` to wait for what is under way. */
export function nextOrder(goal: LabGoal, { state, converged, nodeStates }: LabLook): LabOrder | undefined {
  // Only a start is not cut short: what is under way may be one.
  if (goal === "started") return converged ? "start" : undefined;
  if (state === "STARTED" || nodeStates.some(isUp)) return "stop";
  if (!converged) return undefined;
  return goal === "stopped" ? "stop" : "wipe";
}

/** Most nodes that an error names. */
const MOST_NAMED = 10;

/** A lab that rests, but not where it is wanted. */
export interface LabElsewhere {
  readonly target: LabGoal;
  readonly state: string;
  readonly nodes: readonly CmlNodeProgress[];
}

/** The error of such a lab; `tried` is a clause that says what was done for it. */
export function notReached(
  operation: string,
  labId: string,
  { target: goal, state, nodes }: LabElsewhere,
  tried = "",
): CmlError {
  const astray = nodes.filter((node) => isUp(node.state) !== (goal === "started"));
  const named = astray.length > 0 || goal !== "wiped" ? astray : nodes.filter(isNotWiped);
  const first = named.slice(0, MOST_NAMED).map((node) => `${nodeName(node)} is ${said(node.state)}`);
  const others = named.length > MOST_NAMED ? [`${named.length - MOST_NAMED} more`] : [];
  return new CmlError(
    `${operation}: Lab ${labId} rests without being ${goal}${tried}: ${[`its state is ${said(state)}`, ...first, ...others].join(", ")}. The lab's events may say why.`,
    { code: "conflict", operation },
  );
}

function isNotWiped({ state }: CmlNodeProgress): boolean {
  return state !== "DEFINED_ON_CORE";
}
