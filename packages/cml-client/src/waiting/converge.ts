import type { Feed } from "../events/feed.ts";
import { tell } from "../hooks.ts";
import type { CmlLabLifecycle } from "../labs/lab-lifecycle.ts";
import type { CmlNodes } from "../nodes/nodes.ts";
import type { Lifetime } from "../transport/lifetime.ts";
import { createBell } from "./bell.ts";
import { concerns, isNodeChange, isOfElement } from "./concerns.ts";
import { type CmlConvergence, type CmlConvergenceOptions, failedNodes, fellBack } from "./convergence.ts";
import type { Deadline } from "./deadline.ts";
import { isEmpty, isReached, type LabElsewhere, type LabGoal } from "./goal.ts";
import { createGrace } from "./grace.ts";
import { createLabelling } from "./labelling.ts";
import type { NodeTracker } from "./node-tracker.ts";
import { onceReached, patiently } from "./patience.ts";

/** What waits are made of. */
export interface WaitContext {
  readonly lifetime: Lifetime;
  readonly feed: Feed;
  readonly labs: Pick<
    CmlLabLifecycle,
    "isConverged" | "elementStates" | "state" | "start" | "stop" | "wipe" | "delete"
  >;
  readonly nodes: Pick<CmlNodes, "list">;
  readonly strict: boolean;
}

/** One wait for one lab. */
export interface ConvergeOptions
  extends Required<Pick<CmlConvergenceOptions, "pollMs" | "graceMs">>,
    Pick<CmlConvergenceOptions, "target"> {
  /** Whether nodes that fall back do not matter. */
  readonly whatever?: boolean;
  /** Whether the controller has answered before. @defaultValue false: until it does, a failed connection ends the wait */
  readonly isReached?: boolean;
  readonly onProgress: ((progress: CmlConvergence) => void) | undefined;
  /** Told of failures that did not end the wait. */
  readonly onFailure: (error: unknown) => void;
}

/** Where a lab has come to rest: where it was wanted, or elsewhere for the whole time of grace. */
export type Rest = { readonly there: CmlConvergence } | { readonly elsewhere: LabElsewhere };

/** Least pause between looks, in milliseconds: events come in bursts. */
const LEAST_GAP_MS = 100;
/** While events say when to look, how much longer the pause between looks is. */
const SELDOM = 5;

/** Waits until a lab has come to rest; with a target, until it does there, or elsewhere for the time of grace. */
export async function converge(
  context: WaitContext,
  labId: string,
  tracker: NodeTracker,
  deadline: Deadline,
  options: ConvergeOptions,
): Promise<Rest> {
  const { feed, labs } = context;
  const { scope, elapsedMs } = deadline;
  const { signal } = scope;
  const { pollMs, graceMs, target, whatever = false, onProgress } = options;
  const { answered, onFailure } = onceReached(options.onFailure, options.isReached);
  const bell = createBell();
  const grace = createGrace(graceMs);
  let nodeStates: readonly string[] = [];
  let isStale = true;
  let isOvertaken = false;
  const learnLabels = createLabelling(context, labId, tracker, signal);

  const report = (converged: boolean): CmlConvergence => {
    const progress = { labId, converged, nodes: tracker.nodes(), elapsedMs: elapsedMs() };
    tell(onProgress, progress);
    return progress;
  };
  const lookAtNodes = async () => {
    isOvertaken = false;
    // Until there is an answer: without one, the next look asks again, whether or not the lab rests by then.
    isStale = true;
    const states = await labs.elementStates(labId, { signal });
    nodeStates = Object.values(states.nodes);
    // What an event said meanwhile is undone by this older answer.
    isStale = isOvertaken;
    const changed = tracker.observeAll(states.nodes);
    await learnLabels();
    return changed;
  };
  const check = async (converged: boolean) => {
    const failed = () => (whatever ? [] : failedNodes(target, tracker, converged));
    if (failed().length === 0) return;
    // An answer may be older than an event that overtook it: one more look tells which was right.
    await lookAtNodes();
    if (failed().length > 0) throw fellBack(scope.operation, labId, failed());
  };
  const look = async () => {
    const converged = await labs.isConverged(labId, { signal });
    answered();
    const changed = (converged || isStale) && (await lookAtNodes());
    if (changed) grace.restart();
    const rest = converged ? await restAt(target, context, labId, nodeStates, signal) : undefined;
    if (changed && !rest?.isThere) report(false);
    await check(converged);
    return rest;
  };
  const seldom = () => (feed.connected ? SELDOM : 1);
  const stopListening = feed.overhear((event) => {
    if (!concerns(event, labId)) return;
    isOvertaken = true;
    if (!isOfElement(event)) isStale = true;
    if (isNodeChange(event) && tracker.observe(event.elementId, event.state)) {
      grace.restart();
      report(false);
    }
    bell.ring();
  });
  try {
    for (;;) {
      const rest = await patiently(look(), scope, onFailure);
      if (rest?.isThere) return { there: report(true) };
      if (!rest) grace.restart();
      else if (grace.leftMs() <= 0) return { elsewhere: { ...rest.at, nodes: tracker.nodes() } };
      const gapMs = Math.min(LEAST_GAP_MS, pollMs);
      await createBell().pause(gapMs, scope);
      const longestMs = rest ? Math.min(pollMs, grace.leftMs()) : pollMs * seldom();
      const rung = await bell.pause(Math.max(0, longestMs - gapMs), scope);
      await patiently(check(false), scope, onFailure);
      if (!rung) isStale = true;
    }
  } finally {
    stopListening();
  }
}

/** Of a lab that rests: whether it does where it was wanted, if that was said; and where it does. */
async function restAt(
  target: LabGoal | undefined,
  { labs }: WaitContext,
  labId: string,
  nodeStates: readonly string[],
  signal: AbortSignal,
) {
  if (target === undefined) return { isThere: true } as const;
  const state = await labs.state(labId, { signal });
  const seen = { state, converged: true, nodeStates };
  return { isThere: isEmpty(seen) || isReached(target, seen), at: { target, state } };
}
