import { CmlError } from "../errors.ts";
import type { CmlWaitOptions } from "./deadline.ts";
import type { CmlFallenNode } from "./fallen-node.ts";
import { type CmlNodeProgress, isUp, type NodeTracker } from "./node-tracker.ts";
import { nodeName, said } from "./said.ts";

/** How a lab gets on. */
export interface CmlConvergence {
  readonly labId: string;
  /** Whether everything in it has come to rest, where it was wanted if that was said. */
  readonly converged: boolean;
  /** All of its nodes. */
  readonly nodes: readonly CmlNodeProgress[];
  /** Milliseconds since the wait began. */
  readonly elapsedMs: number;
}

/** How to wait for a lab. */
export interface CmlConvergenceOptions extends CmlWaitOptions {
  /** @defaultValue 900_000 (15 minutes): some nodes take ten to boot */
  readonly timeoutMs?: number | undefined;
  /**
   * Pause between looks, in milliseconds. While the client is connected for events, they say when to look, and five times
   * this pause is left for what they may miss. @defaultValue 2_000
   */
  readonly pollMs?: number;
  /**
   * What the lab was asked for: the wait ends when it rests there. With `started`, a node that fell back (`STARTED` or `BOOTED` to `STOPPED`, `DISCONNECTED` or
   * `DEFINED_ON_CORE`) ends the wait at once. With `stopped` and `wiped` that is what is waited for, except `DISCONNECTED`.
   *
   * @defaultValue unknown: `DISCONNECTED` ends the wait at once; another node that fell back makes it fail if others still run
   * when the lab has come to rest, because then it was not the lab that was stopped
   */
  readonly target?: "started" | "stopped" | "wiped";
  /**
   * How long the lab may rest elsewhere than at its target, in milliseconds, while nothing in it moves: a busy controller
   * takes up an order late. Then the wait ends with the code `conflict`. @defaultValue 10_000
   */
  readonly graceMs?: number;
  /** Told at the first look, and whenever a node is in another state. What it throws is ignored. */
  readonly onProgress?: (progress: CmlConvergence) => void;
}

/** The nodes for which this wait has failed. */
export function failedNodes(
  target: CmlConvergenceOptions["target"],
  tracker: NodeTracker,
  converged: boolean,
): CmlFallenNode[] {
  const fallen = tracker.fallen();
  if (target === "started") return fallen;
  const lost = fallen.filter(({ to }) => to === "DISCONNECTED");
  if (target !== undefined || lost.length > 0 || !converged) return lost;
  return tracker.nodes().some(({ state }) => isUp(state)) ? fallen : [];
}

/** The error of a wait for nodes that fell back. */
export function fellBack(operation: string, labId: string, nodes: readonly CmlFallenNode[]): CmlError {
  const named = nodes.map((node) => `${nodeName(node)} from ${node.from} to ${node.to}`).join(", ");
  return new CmlError(
    `${operation}: In lab ${labId}, nodes fell back: ${named}. If they were meant to, pass the target "stopped" or "wiped".`,
    { code: "fell_back", operation, nodes },
  );
}

/** What a lab is still doing, for the error of a wait that took too long. */
export function unfinishedOf(labId: string, nodes: readonly CmlNodeProgress[]): string {
  const counts = Map.groupBy(nodes, ({ state }) => state);
  const states = Array.from(counts, ([state, { length }]) => `${length} ${said(state)}`).join(", ");
  return `Lab ${labId} has not come to rest${states && ` (nodes: ${states})`}`;
}
