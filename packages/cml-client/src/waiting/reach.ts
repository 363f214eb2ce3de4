import { pause } from "../transport/scope.ts";
import { type ConvergeOptions, converge, type WaitContext } from "./converge.ts";
import type { CmlConvergence } from "./convergence.ts";
import type { Deadline } from "./deadline.ts";
import {
  isEmpty,
  isReached,
  type LabGoal,
  type LabLook,
  type LabOrder,
  nextOrder,
  notReached,
} from "./goal.ts";
import { type CmlNodeProgress, createNodeTracker } from "./node-tracker.ts";
import { patiently, persistently } from "./patience.ts";

/** What a sequence is doing. `settling` is a wait for what somebody asked for before. */
export type CmlLabStep = "settling" | "starting" | "stopping" | "wiping" | "deleting";

/** How a sequence gets on. */
export interface CmlLabStepProgress extends CmlConvergence {
  readonly step: CmlLabStep;
}

/** One sequence. */
export interface ReachOptions extends Pick<ConvergeOptions, "pollMs" | "graceMs" | "onFailure"> {
  readonly onProgress: ((progress: CmlLabStepProgress) => void) | undefined;
}

const STEPS = { start: "starting", stop: "stopping", wipe: "wiping" } as const;
const TARGETS = { start: "started", stop: "stopped", wipe: "wiped" } as const;
/** How often one thing is asked for. A controller that did not take it up twice, for the whole time of grace, will not. */
const MOST_TIMES = 2;

/**
 * Brings a lab somewhere: looks, does the next thing that is needed, waits for it, and looks again. So it can be begun
 * anywhere on the way, and again. The first question fails like any call; once it is answered, failures that pass are put up with.
 *
 * @throws CmlError with code `conflict` when it does not get there, or does not stay there.
 */
export async function reach(
  goal: LabGoal,
  context: WaitContext,
  labId: string,
  deadline: Deadline,
  options: ReachOptions,
): Promise<void> {
  const { scope } = deadline;
  const turn: Turn = { context, labId, deadline, options };
  const asked: LabOrder[] = [];
  let nodes: readonly CmlNodeProgress[] = [];
  let isAnswered = false;
  const answered = () => {
    isAnswered = true;
  };
  const onFailure = (error: unknown) => {
    if (!isAnswered) throw error;
    options.onFailure(error);
  };
  const look = () => persistently(() => lookAt(turn, answered), scope, { pollMs: options.pollMs, onFailure });
  let seen = await look();
  while (!isReached(goal, seen)) {
    const order = nextOrder(goal, seen);
    const times = asked.filter((one) => one === order).length;
    // It changes nothing in an empty lab to ask again.
    if (times > 0 && isEmpty(seen)) return;
    if (times >= MOST_TIMES) {
      const tried = `, although it was told to ${order} ${times} times`;
      throw notReached(scope.operation, labId, { target: goal, state: seen.state, nodes }, tried);
    }
    if (order === undefined) nodes = await settled(order, turn);
    // An order that may not have arrived is given again, if it still is the next one: a second one changes nothing.
    else if (await given(order, turn)) {
      nodes = await settled(order, turn);
      asked.push(order);
    }
    seen = await look();
  }
}

interface Turn {
  readonly context: WaitContext;
  readonly labId: string;
  readonly deadline: Deadline;
  readonly options: ReachOptions;
}

/** Gives an order. Says whether it certainly arrived; if not, after a pause. */
async function given(order: LabOrder, { context, labId, deadline, options }: Turn): Promise<boolean> {
  const { scope } = deadline;
  const { signal } = scope;
  const giving = context.labs[order](labId, { signal }).then(() => true);
  if (await patiently(giving, scope, options.onFailure)) return true;
  await pause(options.pollMs, scope);
  return false;
}

/** Waits for what was asked for, or is under way. Says where the nodes are then. */
async function settled(
  order: LabOrder | undefined,
  { context, labId, deadline, options }: Turn,
): Promise<readonly CmlNodeProgress[]> {
  const { onProgress } = options;
  const step = order ? STEPS[order] : "settling";
  const rest = await converge(context, labId, createNodeTracker(), deadline, {
    ...options,
    isReached: true,
    ...(order ? { target: TARGETS[order] } : { whatever: true }),
    onProgress: onProgress && ((progress) => onProgress({ ...progress, step })),
  });
  return "there" in rest ? rest.there.nodes : rest.elsewhere.nodes;
}

async function lookAt({ context, labId, deadline }: Turn, answered: () => void): Promise<LabLook> {
  const { labs } = context;
  const { signal } = deadline.scope;
  const converged = await labs.isConverged(labId, { signal });
  answered();
  const state = await labs.state(labId, { signal });
  const { nodes } = await labs.elementStates(labId, { signal });
  return { state, converged, nodeStates: Object.values(nodes) };
}
