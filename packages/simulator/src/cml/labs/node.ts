import { type Platform, platform as referencePlatform } from "../definitions/platforms.ts";
import { type NodeDefinition, nodeDefinition } from "./node-definitions.ts";
import { type NodeSettings, plainSettings } from "./node-settings.ts";
import type { LabInterface } from "./wiring.ts";

export type NodeState = "DEFINED_ON_CORE" | "STOPPED" | "QUEUED" | "STARTED" | "BOOTED";

export type Order = "start" | "stop" | "wipe";

/** A node of a lab. Its state at any moment follows from what it was told to do, and when: nothing ticks. */
export interface LabNode {
  readonly id: string;
  readonly definition: string;
  /** What it asks of its host. A node stays what its definition was when it was made. */
  readonly kind: NodeDefinition;
  /** How it presents itself. */
  readonly platform: Platform;
  readonly interfaces: LabInterface[];
  settings: NodeSettings;
  stateAt(atMs: number): NodeState;
  /** The moments from one to the other, both included, at which its state may have changed; in order. */
  turningPoints(fromMs: number, untilMs: number): readonly number[];
  /** Its last boot that began until then; `undefined` when it never did, or was wiped since. */
  bootAt(atMs: number): Boot | undefined;
  /** Whether it is neither on its way somewhere nor told to be. */
  settledAt(atMs: number): boolean;
  /** Whether this is the last thing it was told. */
  isToldTo(order: Order): boolean;
  /** Told at `atMs`; takes effect after what it was told before. Telling it twice changes nothing. */
  tell(order: Order, atMs: number): void;
}

/** One boot of a node. */
export interface Boot {
  /** When it was queued. */
  readonly fromMs: number;
  /** When its machine was switched on. */
  readonly onMs: number;
  /** When it is done, unless it is interrupted. */
  readonly doneMs: number;
  /** When it was told something else, if it was. */
  readonly interruptedMs?: number;
}

interface Step {
  readonly order: Order;
  readonly atMs: number;
}

/** How long what a node is told takes, in milliseconds, besides its boot. */
export interface NodeTimes {
  /** How long a started node waits for its host. @defaultValue 300 */
  readonly queueMs: number;
  /** @defaultValue 1_500 */
  readonly stopMs: number;
  /** @defaultValue 500 */
  readonly wipeMs: number;
}

const usualTimes: NodeTimes = { queueMs: 300, stopMs: 1_500, wipeMs: 500 };
/** Steps remembered for the statistics of the past. */
const memory = 24;

export interface LabNodeOptions {
  readonly id: string;
  readonly definition: string;
  /** @defaultValue that of the reference platform of this name */
  readonly kind?: NodeDefinition;
  /** @defaultValue that of the reference platform of this name */
  readonly platform?: Platform;
  /** @defaultValue what a node of this definition starts with */
  readonly settings?: NodeSettings;
  /** @defaultValue none */
  readonly interfaces?: readonly LabInterface[];
  /** Overrides the definition's. */
  readonly bootMs?: number;
  readonly times?: Partial<NodeTimes>;
}

export function labNode(options: LabNodeOptions): LabNode {
  const { id, definition, settings = plainSettings(id), interfaces = [], bootMs: override } = options;
  const { kind = nodeDefinition(definition), platform = referencePlatform(definition) } = options;
  const { bootMs: usual, ramMib } = kind;
  const { queueMs, stopMs, wipeMs } = { ...usualTimes, ...options.times };
  const bootMs = ramMib === 0 ? usual : (override ?? usual);
  const haltMs = { stop: stopMs, wipe: wipeMs } as const;
  const steps: Step[] = [];

  const durationMs = ({ order }: Step): number => (order === "start" ? queueMs + bootMs : haltMs[order]);
  const momentsOf = (step: Step): readonly number[] =>
    step.order === "start"
      ? [step.atMs, step.atMs + queueMs, step.atMs + queueMs + bootMs]
      : [step.atMs + durationMs(step)];
  const startedFor = (elapsedMs: number): NodeState => {
    if (elapsedMs < queueMs) return "QUEUED";
    return elapsedMs < queueMs + bootMs ? "STARTED" : "BOOTED";
  };

  const stateAfter = (index: number, atMs: number): NodeState => {
    const step = steps[index];
    if (!step) return "DEFINED_ON_CORE";
    const elapsedMs = atMs - step.atMs;
    if (elapsedMs < 0) return stateAfter(index - 1, atMs);
    if (step.order === "start") return startedFor(elapsedMs);
    // Until a stop or a wipe is done, the node stays as it was when the order came.
    if (elapsedMs < haltMs[step.order]) return stateAfter(index - 1, step.atMs);
    return step.order === "stop" ? "STOPPED" : "DEFINED_ON_CORE";
  };

  return {
    id,
    definition,
    kind,
    platform,
    interfaces: [...interfaces],
    settings,
    stateAt: (atMs) => stateAfter(steps.length - 1, atMs),
    turningPoints(fromMs, untilMs) {
      const moments = steps.flatMap(momentsOf).filter((atMs) => atMs >= fromMs && atMs <= untilMs);
      return [...new Set(moments)].sort((one, other) => one - other);
    },
    bootAt(atMs) {
      const begun = steps.findLastIndex((step) => step.atMs <= atMs && step.order !== "stop");
      const step = steps[begun];
      if (step?.order !== "start") return undefined;
      const onMs = step.atMs + queueMs;
      const next = steps[begun + 1];
      return {
        fromMs: step.atMs,
        onMs,
        doneMs: onMs + bootMs,
        ...(next && next.atMs <= atMs && { interruptedMs: next.atMs }),
      };
    },
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
