import { CmlError } from "../errors.ts";
import { type ConvergeOptions, converge, type WaitContext } from "./converge.ts";
import type { CmlConvergence } from "./convergence.ts";
import type { Deadline } from "./deadline.ts";
import { createNodeTracker, isUp } from "./node-tracker.ts";
import { unlessSilent } from "./patience.ts";

/** Where a lab is to be brought. */
export type LabGoal = "started" | "stopped" | "wiped";

/** What a sequence is doing. `settling` is a wait for what somebody asked for before. */
export type CmlLabStep = "settling" | "starting" | "stopping" | "wiping" | "deleting";

/** How a sequence gets on. */
export interface CmlLabStepProgress extends CmlConvergence {
  readonly step: CmlLabStep;
}

/** One sequence. */
export interface ReachOptions extends Pick<ConvergeOptions, "pollMs" | "onFailure"> {
  readonly onProgress: ((progress: CmlLabStepProgress) => void) | undefined;
}

interface Look {
  readonly state: string;
  readonly converged: boolean;
  /** Of the nodes; empty when the controller does not say. */
  readonly nodeStates: readonly string[];
}

type Order = "start" | "stop" | "wipe";

const STEPS = { start: "starting", stop: "stopping", wipe: "wiping" } as const;
const TARGETS = { start: "started", stop: "stopped", wipe: "wiped" } as const;
/** Rounds of looking and acting: two acts at most lead to a goal, with a wait before each; the rest is for others who interfere. */
const MOST_ROUNDS = 8;

/**
 * Brings a lab somewhere: looks, does the next thing that is needed, waits for it, and looks again. So it can be begun
 * anywhere on the way, and again.
 *
 * @throws CmlError with code `conflict` when it does not stay there.
 */
export async function reach(
  goal: LabGoal,
  context: WaitContext,
  labId: string,
  deadline: Deadline,
  options: ReachOptions,
): Promise<void> {
  const { labs } = context;
  const { scope } = deadline;
  const { signal } = scope;
  let seen: Look | undefined;
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    seen = await lookAt(context, labId, signal);
    if (isReached(goal, seen)) return;
    const order = nextOrder(goal, seen);
    if (order) await labs[order](labId, { signal });
    const step = order ? STEPS[order] : "settling";
    await converge(context, labId, createNodeTracker(), deadline, {
      ...options,
      ...(order ? { target: TARGETS[order] } : { whatever: true }),
      onProgress: options.onProgress && ((progress) => options.onProgress?.({ ...progress, step })),
    });
  }
  throw new CmlError(
    `${scope.operation}: Lab ${labId} is ${seen?.state} after all; something else seems to start or stop it.`,
    { code: "conflict", operation: scope.operation },
  );
}

async function lookAt({ labs }: WaitContext, labId: string, signal: AbortSignal): Promise<Look> {
  const converged = await labs.isConverged(labId, { signal });
  const state = await labs.state(labId, { signal });
  // What it has to say of single nodes is an extra; whether the lab is there, the two before have told.
  const elements = await unlessSilent(labs.elementStates(labId, { signal }));
  const nodeStates = Object.values(elements?.nodes ?? {});
  return { state, converged, nodeStates };
}

function isReached(goal: LabGoal, { state, converged, nodeStates }: Look): boolean {
  if (!converged) return false;
  switch (goal) {
    case "started":
      return state === "STARTED" && nodeStates.every(isUp);
    case "stopped":
      return state !== "STARTED" && !nodeStates.some(isUp);
    case "wiped":
      return state === "DEFINED_ON_CORE" && nodeStates.every((node) => node === "DEFINED_ON_CORE");
  }
}

/** What to ask for; `undefined` to wait for what is under way. */
function nextOrder(goal: LabGoal, { state, converged, nodeStates }: Look): Order | undefined {
  // Only a start is not cut short: what is under way may be one.
  if (goal === "started") return converged ? "start" : undefined;
  if (state === "STARTED" || nodeStates.some(isUp)) return "stop";
  if (!converged) return undefined;
  return goal === "stopped" ? "stop" : "wipe";
}
