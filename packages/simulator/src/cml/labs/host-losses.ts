import type { NodeState, Timeline } from "./timeline.ts";

/** What becomes of a node besides what it is told: its host can be lost, and come back. */
export interface HostLosses {
  /** From then on nobody knows what its machine does. */
  loseHost(atMs: number): void;
  /** Its machine, if it is still on, is found as it should be by then: that nothing has to be started anew is an assumption. */
  regainHost(atMs: number): void;
}

interface Loss {
  readonly fromMs: number;
  untilMs: number;
}

/** Losses remembered for the statistics of the past. */
const memory = 24;

/** A node as its own timeline has it, but disconnected while its machine is on and its host is lost. */
export function withHostLosses(own: Timeline): Timeline & HostLosses {
  const losses: Loss[] = [];
  const isLost = (atMs: number): boolean =>
    losses.some(({ fromMs, untilMs }) => atMs >= fromMs && atMs < untilMs);
  return {
    ...own,
    stateAt(atMs) {
      const state = own.stateAt(atMs);
      return isOn(state) && isLost(atMs) ? "DISCONNECTED" : state;
    },
    turningPoints(fromMs, untilMs) {
      const points = own.turningPoints(fromMs, untilMs);
      if (losses.length === 0) return points;
      const moments = losses
        .flatMap((loss) => [loss.fromMs, loss.untilMs])
        .filter((atMs) => atMs >= fromMs && atMs <= untilMs);
      return [...new Set([...points, ...moments])].sort((one, other) => one - other);
    },
    loseHost(atMs) {
      if (losses.at(-1)?.untilMs === Number.POSITIVE_INFINITY) return;
      losses.push({ fromMs: atMs, untilMs: Number.POSITIVE_INFINITY });
      if (losses.length > memory) losses.shift();
    },
    regainHost(atMs) {
      const last = losses.at(-1);
      if (last?.untilMs === Number.POSITIVE_INFINITY) last.untilMs = atMs;
    },
  };
}

function isOn(state: NodeState): boolean {
  return state === "STARTING" || state === "STARTED" || state === "BOOTED";
}
