import type { Feed } from "../events/feed.ts";
import { tell } from "../hooks.ts";
import { refuseUnknown } from "../known-keys.ts";
import { createLabLifecycle } from "../labs/lab-lifecycle.ts";
import { createNodeList } from "../nodes/nodes.ts";
import { LONGEST_TIMER_MS, within } from "../options.ts";
import type { Call } from "../transport/call.ts";
import type { Lifetime } from "../transport/lifetime.ts";
import { converge, type WaitContext } from "./converge.ts";
import { type CmlConvergence, type CmlConvergenceOptions, unfinishedOf } from "./convergence.ts";
import { type Deadline, withDeadline } from "./deadline.ts";
import { destroy } from "./destroy.ts";
import { type LabGoal, notReached } from "./goal.ts";
import { type CmlNodeProgress, createNodeTracker } from "./node-tracker.ts";
import { type CmlLabStepProgress, type ReachOptions, reach } from "./reach.ts";
import { type CmlLabSequenceOptions, CONVERGENCE_OPTIONS, SEQUENCE_OPTIONS } from "./wait-options.ts";

/**
 * Waits for labs, and sequences that wait by themselves. All sequences look first and do what is missing: they can be begun
 * again after any failure, and do nothing where nothing is to do. Once the controller has answered, they put up with
 * failures that pass. A lab that does not get there has the code `conflict`, and the error names its nodes.
 */
export interface CmlLabWaiting {
  /**
   * Waits until everything in a lab has come to rest: with a `target`, there. Fails like any call while the controller cannot
   * be reached at all; once it has answered, puts up with failures that pass.
   *
   * @throws CmlError with code `fell_back` when nodes ran and do not any more; `conflict` when the lab rests elsewhere than
   * at its target; `timeout`; `not_found`; `connection`
   */
  waitUntilConverged(id: string, options?: CmlConvergenceOptions): Promise<CmlConvergence>;
  /** Starts what does not run, and waits until it does. @throws CmlError with code `fell_back`; `conflict`; `timeout` */
  ensureStarted(id: string, options?: CmlLabSequenceOptions): Promise<void>;
  /** Stops what runs, and waits until it does not. @throws CmlError with code `conflict`; `timeout` */
  ensureStopped(id: string, options?: CmlLabSequenceOptions): Promise<void>;
  /** Stops what runs, wipes the disks, and waits for both. @throws CmlError with code `conflict`; `timeout` */
  ensureWiped(id: string, options?: CmlLabSequenceOptions): Promise<void>;
  /** Stops, wipes and deletes a lab, waiting after each. A lab that is gone is success. @throws CmlError with code `conflict`; `timeout` */
  destroy(id: string, options?: CmlLabSequenceOptions): Promise<void>;
}

/** What waits need of a client. */
export interface WaitingContext {
  readonly call: Call;
  readonly lifetime: Lifetime;
  readonly feed: Feed;
  /** Whether differences from what is known of the API are errors. */
  readonly strict: boolean;
}

const DEADLINE_MS = 900_000;
const POLL_MS = 2_000;
const GRACE_MS = 10_000;

export function createLabWaiting(
  { call, lifetime, feed, strict }: WaitingContext,
  labIds: (signal: AbortSignal) => Promise<readonly string[]>,
): CmlLabWaiting {
  const context: WaitContext = {
    lifetime,
    feed,
    strict,
    labs: createLabLifecycle(call),
    nodes: createNodeList(call),
  };

  const sequence = (
    name: keyof CmlLabWaiting,
    steps: (id: string, deadline: Deadline, options: ReachOptions) => Promise<void>,
  ) => {
    return async (id: string, options: CmlLabSequenceOptions = {}) => {
      refuseUnknown(`the options of labs.${name}`, options, SEQUENCE_OPTIONS);
      const { signal, timeoutMs = DEADLINE_MS, pollMs = POLL_MS, graceMs = GRACE_MS, onProgress } = options;
      within("pollMs", pollMs, 1, LONGEST_TIMER_MS);
      within("graceMs", graceMs, 0, LONGEST_TIMER_MS);
      let last: readonly CmlNodeProgress[] = [];
      let failure: unknown;
      const noted = (progress: CmlLabStepProgress) => {
        last = progress.nodes;
        tell(onProgress, progress);
      };
      const wait = {
        operation: `labs.${name}`,
        unfinished: () => unfinishedOf(id, last),
        lastFailure: () => failure,
      };
      const onFailure = (error: unknown) => {
        failure = error;
      };
      await withDeadline(wait, { signal, timeoutMs }, lifetime, (deadline) =>
        steps(id, deadline, { pollMs, graceMs, onProgress: noted, onFailure }),
      );
    };
  };
  const ensure = (name: keyof CmlLabWaiting, goal: LabGoal) =>
    sequence(name, (id, deadline, options) => reach(goal, context, id, deadline, options));

  return {
    async waitUntilConverged(id, options = {}) {
      refuseUnknown("the options of labs.waitUntilConverged", options, CONVERGENCE_OPTIONS);
      const { signal, timeoutMs = DEADLINE_MS, pollMs = POLL_MS, graceMs = GRACE_MS } = options;
      const { target, onProgress } = options;
      within("pollMs", pollMs, 1, LONGEST_TIMER_MS);
      within("graceMs", graceMs, 0, LONGEST_TIMER_MS);
      const tracker = createNodeTracker();
      let failure: unknown;
      const wait = {
        operation: "labs.waitUntilConverged",
        unfinished: () => unfinishedOf(id, tracker.nodes()),
        lastFailure: () => failure,
      };
      const onFailure = (error: unknown) => {
        failure = error;
      };
      return withDeadline(wait, { signal, timeoutMs }, lifetime, async (deadline) => {
        const rest = await converge(context, id, tracker, deadline, {
          pollMs,
          graceMs,
          onProgress,
          onFailure,
          ...(target && { target }),
        });
        if ("there" in rest) return rest.there;
        throw notReached(wait.operation, id, rest.elsewhere);
      });
    },
    ensureStarted: ensure("ensureStarted", "started"),
    ensureStopped: ensure("ensureStopped", "stopped"),
    ensureWiped: ensure("ensureWiped", "wiped"),
    destroy: sequence("destroy", (id, deadline, options) =>
      destroy({ ...context, labIds }, id, deadline, options),
    ),
  };
}
