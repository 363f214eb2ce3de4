export type NodeState =
  | "DEFINED_ON_CORE"
  | "STOPPED"
  | "QUEUED"
  /** From 2.10 on. */
  | "STARTING"
  | "STARTED"
  | "BOOTED"
  | "DISCONNECTED";

export type Order = "start" | "stop" | "wipe";

/** What a node was told, and when: its state at any moment follows from it. */
export interface Timeline {
  stateAt(atMs: number): NodeState;
  /** The moments from one to the other, both included, at which its state may have changed; in order. */
  turningPoints(fromMs: number, untilMs: number): readonly number[];
  /** Its last boot that began until then; `undefined` when it never did, or was wiped since. */
  bootAt(atMs: number): Boot | undefined;
  /** Whether it is neither on its way somewhere nor told to be. */
  settledAt(atMs: number): boolean;
  /** Whether this is the last thing it was told. */
  isToldTo(order: Order): boolean;
  /**
   * Told at `atMs`; takes effect after what it was told before. Telling it twice changes nothing. Without a host that
   * takes it, a node that is started waits until it is let on.
   */
  tell(order: Order, atMs: number, hasHost?: boolean): void;
  /** There is a host again: whatever waited for one is queued from then on. */
  letOn(atMs: number): void;
}

/** One boot of a node. */
export interface Boot {
  /** When it was queued. */
  readonly fromMs: number;
  /** What it was until then. */
  readonly from: "DEFINED_ON_CORE" | "STOPPED";
  /** When its machine was switched on. */
  readonly onMs: number;
  /** When it is done, unless it is interrupted. */
  readonly doneMs: number;
  /** When it was told something else, if it was. */
  readonly interruptedMs?: number;
}

/** How long what a node is told takes, in milliseconds, besides its boot. */
export interface NodeTimes {
  /** How long a started node waits for its host. @defaultValue 300 */
  readonly queueMs: number;
  /** How long its machine is being made after that, which 2.10 calls STARTING. @defaultValue 200; 0 before 2.10 */
  readonly startingMs: number;
  /** @defaultValue 1_500 */
  readonly stopMs: number;
  /** @defaultValue 500 */
  readonly wipeMs: number;
}

export const usualTimes: NodeTimes = { queueMs: 300, startingMs: 0, stopMs: 1_500, wipeMs: 500 };

interface Step {
  readonly order: Order;
  readonly atMs: number;
  /** When its machine is switched on, of a start; never, as long as no host takes it. */
  onMs: number;
}

/** Steps remembered for the statistics of the past. */
const memory = 24;

export function timeline(times: NodeTimes & { readonly bootMs: number }): Timeline {
  const { queueMs, startingMs, bootMs } = times;
  const waitMs = queueMs + startingMs;
  const haltMs = { stop: times.stopMs, wipe: times.wipeMs } as const;
  const steps: Step[] = [];
  /** What it was before the first step that is remembered. */
  let before: NodeState = "DEFINED_ON_CORE";

  const endOf = ({ order, atMs, onMs }: Step): number =>
    order === "start" ? onMs + bootMs : atMs + haltMs[order];
  const startedBy = (step: Step, atMs: number): NodeState => {
    if (atMs < step.onMs - startingMs) return "QUEUED";
    if (atMs < step.onMs) return "STARTING";
    return atMs < endOf(step) ? "STARTED" : "BOOTED";
  };
  const stateAfter = (index: number, atMs: number): NodeState => {
    const step = steps[index];
    if (!step) return before;
    if (atMs < step.atMs) return stateAfter(index - 1, atMs);
    if (step.order === "start") return startedBy(step, atMs);
    // Until a stop or a wipe is done, the node stays as it was when the order came.
    if (atMs < endOf(step)) return stateAfter(index - 1, step.atMs);
    return step.order === "stop" ? "STOPPED" : "DEFINED_ON_CORE";
  };
  const forgetFirst = (): void => {
    const [, second] = steps;
    if (second) before = stateAfter(0, second.atMs);
    steps.shift();
  };

  return {
    stateAt: (atMs) => stateAfter(steps.length - 1, atMs),
    turningPoints(fromMs, untilMs) {
      const moments = steps
        .flatMap((step) =>
          step.order === "start"
            ? [step.atMs, step.onMs - startingMs, step.onMs, endOf(step)]
            : [endOf(step)],
        )
        .filter((atMs) => atMs >= fromMs && atMs <= untilMs);
      return [...new Set(moments)].sort((one, other) => one - other);
    },
    bootAt(atMs) {
      const begun = steps.findLastIndex((step) => step.atMs <= atMs && step.order !== "stop");
      const step = steps[begun];
      if (step?.order !== "start") return undefined;
      const next = steps[begun + 1];
      return {
        fromMs: step.atMs,
        from: stateAfter(begun - 1, step.atMs) === "STOPPED" ? "STOPPED" : "DEFINED_ON_CORE",
        onMs: step.onMs,
        doneMs: endOf(step),
        ...(next && next.atMs <= atMs && { interruptedMs: next.atMs }),
      };
    },
    settledAt(atMs) {
      const last = steps.at(-1);
      return last === undefined || atMs >= endOf(last);
    },
    isToldTo: (order) => steps.at(-1)?.order === order,
    tell(order, atMs, hasHost = true) {
      // A start that has not come yet is taken back.
      if (order !== "start" && steps.at(-1)?.order === "start" && steps.at(-1)!.atMs > atMs) steps.pop();
      const last = steps.at(-1);
      if (isIdle(order, last?.order)) return;
      // A start can be interrupted; a stop and a wipe are carried through first.
      const freeAtMs = last && last.order !== "start" ? endOf(last) : atMs;
      const beginMs = Math.max(atMs, freeAtMs);
      steps.push({ order, atMs: beginMs, onMs: hasHost ? beginMs + waitMs : Number.POSITIVE_INFINITY });
      if (steps.length > memory) forgetFirst();
    },
    letOn(atMs) {
      const last = steps.at(-1);
      if (last?.order === "start" && last.onMs === Number.POSITIVE_INFINITY)
        last.onMs = Math.max(atMs, last.atMs) + waitMs;
    },
  };
}

/** Whether an order asks for what the last one already brings about. */
function isIdle(order: Order, last: Order | undefined): boolean {
  if (order === last) return true;
  return order === "stop" ? last !== "start" : order === "wipe" && last === undefined;
}
