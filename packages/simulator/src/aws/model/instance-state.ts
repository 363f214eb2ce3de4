import type { Delays } from "../options.ts";

export type InstanceState = "pending" | "running" | "shutting-down" | "terminated" | "stopping" | "stopped";

/** What an instance was told last. Its state at any moment follows from it: nothing ticks. */
export interface Order {
  readonly kind: "start" | "stop" | "terminate";
  readonly atMs: number;
  /** What the instance looked like until then; absent for its launch. */
  readonly before?: Before;
}

/** What an order changes at once about how an instance is described. */
export interface Before {
  readonly state: InstanceState;
  readonly publicIp: string;
  readonly transitionReason: string;
}

export const stateCodes: Readonly<Record<InstanceState, number>> = {
  pending: 0,
  running: 16,
  "shutting-down": 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

/** When the state an order has led to changes by itself. */
export function stateEndsAt({ kind, atMs }: Order, delays: Delays, nowMs: number): number {
  const moments = {
    start: [delays.startMs],
    stop: [delays.stopMs],
    terminate: [delays.terminateMs, delays.terminateMs + delays.vanishMs],
  }[kind];
  return atMs + (moments.find((afterMs) => nowMs < atMs + afterMs) ?? Number.POSITIVE_INFINITY);
}

/** When an order terminates an instance, or did; never, for those that do not. */
export function terminatedAt({ kind, atMs }: Order, { terminateMs }: Delays): number {
  return kind === "terminate" ? atMs + terminateMs : Number.POSITIVE_INFINITY;
}

/** The state an order has led to; `undefined` once a terminated instance is no longer visible. */
export function stateAfter({ kind, atMs }: Order, delays: Delays, nowMs: number): InstanceState | undefined {
  const elapsedMs = nowMs - atMs;
  switch (kind) {
    case "start":
      return elapsedMs < delays.startMs ? "pending" : "running";
    case "stop":
      return elapsedMs < delays.stopMs ? "stopping" : "stopped";
    case "terminate":
      if (elapsedMs < delays.terminateMs) return "shutting-down";
      return elapsedMs < delays.terminateMs + delays.vanishMs ? "terminated" : undefined;
  }
}
