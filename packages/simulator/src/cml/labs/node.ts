import { nodeDefinition } from "./node-definitions.ts";

export type NodeState = "DEFINED_ON_CORE" | "STOPPED" | "QUEUED" | "STARTED" | "BOOTED";

type Order = "start" | "stop" | "wipe";

/** A node of a lab. Its state at any moment follows from what it was told to do, and when: nothing ticks. */
export interface LabNode {
  readonly id: string;
  readonly label: string;
  readonly definition: string;
  stateAt(atMs: number): NodeState;
  /** Whether it is neither on its way somewhere nor told to be. */
  settledAt(atMs: number): boolean;
  /** Whether this is the last thing it was told. */
  isToldTo(order: Order): boolean;
  /** Told at `atMs`; takes effect after what it was told before. Telling it twice changes nothing. */
  tell(order: Order, atMs: number): void;
}

interface Step {
  readonly order: Order;
  readonly atMs: number;
}

/** Time a started node waits for its host, and time to stop and to wipe. */
const queueMs = 300;
const haltMs: Readonly<Record<"stop" | "wipe", number>> = { stop: 1_500, wipe: 500 };
/** Steps remembered for the statistics of the past. */
const memory = 24;

export interface LabNodeOptions {
  readonly id: string;
  readonly label: string;
  readonly definition: string;
  /** Overrides the definition's. */
  readonly bootMs?: number;
}

export function labNode({ id, label, definition, bootMs: override }: LabNodeOptions): LabNode {
  const { bootMs: usual, ramMib } = nodeDefinition(definition);
  const bootMs = ramMib === 0 ? usual : (override ?? usual);
  const steps: Step[] = [];

  const durationMs = ({ order }: Step): number => (order === "start" ? queueMs + bootMs : haltMs[order]);

  const stateAfter = (index: number, atMs: number): NodeState => {
    const step = steps[index];
    if (!step) return "DEFINED_ON_CORE";
    const elapsedMs = atMs - step.atMs;
    if (elapsedMs < 0) return stateAfter(index - 1, atMs);
    if (step.order === "start") return startedFor(elapsedMs, bootMs);
    // Until a stop or a wipe is done, the node stays as it was when the order came.
    if (elapsedMs < haltMs[step.order]) return stateAfter(index - 1, step.atMs);
    return step.order === "stop" ? "STOPPED" : "DEFINED_ON_CORE";
  };

  return {
    id,
    label,
    definition,
    stateAt: (atMs) => stateAfter(steps.length - 1, atMs),
    settledAt(atMs) {
      const last = steps.at(-1);
      return last === undefined || atMs >= last.atMs + durationMs(last);
    },
    isToldTo: (order) => steps.at(-1)?.order === order,
    tell(order, atMs) {
      const last = steps.at(-1);
      if (isIdle(order, last?.order)) return;
      // A start can be interrupted; a stop and a wipe are carried through first.
      const freeAtMs = last && last.order !== "start" ? last.atMs + durationMs(last) : atMs;
      steps.push({ order, atMs: Math.max(atMs, freeAtMs) });
      if (steps.length > memory) steps.shift();
    },
  };
}

/** Whether an order asks for what the last one already brings about. */
function isIdle(order: Order, last: Order | undefined): boolean {
  if (order === last) return true;
  return order === "stop" ? last !== "start" : order === "wipe" && last === undefined;
}

function startedFor(elapsedMs: number, bootMs: number): NodeState {
  if (elapsedMs < queueMs) return "QUEUED";
  return elapsedMs < queueMs + bootMs ? "STARTED" : "BOOTED";
}
