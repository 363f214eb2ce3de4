import type { Feed } from "../events/feed.ts";
import type { FeedEvent } from "../events/keep-connected.ts";
import { tell } from "../hooks.ts";
import type { CmlLabLifecycle } from "../labs/lab-lifecycle.ts";
import type { CmlNodes } from "../nodes/nodes.ts";
import type { Lifetime } from "../transport/lifetime.ts";
import { createBell } from "./bell.ts";
import { type CmlConvergence, type CmlConvergenceOptions, failedNodes, fellBack } from "./convergence.ts";
import type { Deadline } from "./deadline.ts";
import type { NodeTracker } from "./node-tracker.ts";
import { patiently, unlessSilent } from "./patience.ts";

/** What waits are made of. */
export interface WaitContext {
  readonly lifetime: Lifetime;
  readonly feed: Feed;
  readonly labs: Pick<
    CmlLabLifecycle,
    "isConverged" | "elementStates" | "state" | "start" | "stop" | "wipe" | "delete"
  >;
  readonly nodes: Pick<CmlNodes, "list">;
}

/** One wait for one lab. */
export interface ConvergeOptions
  extends Required<Pick<CmlConvergenceOptions, "pollMs">>,
    Pick<CmlConvergenceOptions, "target"> {
  /** Whether nodes that fall back do not matter. */
  readonly whatever?: boolean;
  readonly onProgress: ((progress: CmlConvergence) => void) | undefined;
  /** Told of failures that did not end the wait. */
  readonly onFailure: (error: unknown) => void;
}

/** Least pause between looks, in milliseconds: events come in bursts. */
const LEAST_GAP_MS = 100;
/** While events say when to look, how much longer the pause between looks is. */
const SELDOM = 5;

/** Waits until a lab has come to rest. */
export async function converge(
  context: WaitContext,
  labId: string,
  tracker: NodeTracker,
  deadline: Deadline,
  options: ConvergeOptions,
): Promise<CmlConvergence> {
  const { feed, labs, nodes } = context;
  const { scope, elapsedMs } = deadline;
  const { signal } = scope;
  const { pollMs, target, whatever = false, onProgress, onFailure } = options;
  const bell = createBell();
  let isStale = true;
  let isNamed = false;

  const report = (converged: boolean): CmlConvergence => {
    const progress = { labId, converged, nodes: tracker.nodes(), elapsedMs: elapsedMs() };
    tell(onProgress, progress);
    return progress;
  };
  const lookAtNodes = async () => {
    const states = await unlessSilent(labs.elementStates(labId, { signal }));
    isStale = false;
    if (states === undefined) return false;
    if (!isNamed) {
      isNamed = true;
      for (const { id, label } of (await unlessSilent(nodes.list(labId, { signal }))) ?? [])
        tracker.name(id, label);
    }
    return tracker.observeAll(states.nodes);
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
    const changed = (converged || isStale) && (await lookAtNodes());
    if (changed && !converged) report(false);
    await check(converged);
    return converged;
  };
  const stopListening = feed.overhear((event) => {
    if (!concerns(event, labId)) return;
    if (event?.type !== "state_change" && event?.type !== "lab_element_event") isStale = true;
    const isNode = event?.type === "state_change" && event.elementType === "node";
    if (isNode && tracker.observe(event.elementId, event.state)) report(false);
    bell.ring();
  });
  try {
    for (;;) {
      if (await patiently(look(), signal, onFailure)) return report(true);
      const gapMs = Math.min(LEAST_GAP_MS, pollMs);
      await createBell().pause(gapMs, scope);
      const rung = await bell.pause((feed.connected ? SELDOM : 1) * pollMs - gapMs, scope);
      await patiently(check(false), signal, onFailure);
      if (!rung) isStale = true;
    }
  } finally {
    stopListening();
  }
}

/** Whether an event is a reason to look: it is about the lab, or there is another connection, or none. */
function concerns(event: FeedEvent | null, labId: string): boolean {
  switch (event?.type) {
    case "lab_stats":
    case "system_stats":
    case "unknown":
      return false;
    case "state_change":
    case "lab_event":
    case "lab_element_event":
      return event.labId === labId;
    case "connected":
    case "disconnected":
    case undefined:
      return true;
  }
}
