import { IllegalTransitionError } from "../errors.ts";
import type { Worker, WorkerStatus } from "./worker.ts";

/**
 * Every move a worker may make; all others are `illegal_transition`.
 *
 * What a person asks for uses the narrow path (`stopped → starting → running → stopping → stopped`). What the
 * provider reports may skip steps, because somebody can use the provider's own console between two looks.
 */
export const lifecycleTable: Readonly<Record<WorkerStatus, readonly WorkerStatus[]>> = {
  pending: ["provisioning", "failed", "terminating"],
  provisioning: ["starting", "failed", "terminating"],
  failed: ["terminating"],
  starting: ["running", "stopping", "stopped", "unknown", "terminating", "terminated"],
  running: ["starting", "stopping", "stopped", "unknown", "terminating", "terminated"],
  stopping: ["starting", "running", "stopped", "unknown", "terminating", "terminated"],
  stopped: ["starting", "running", "stopping", "unknown", "terminating", "terminated"],
  unknown: ["starting", "running", "stopping", "stopped", "terminating", "terminated"],
  terminating: ["terminated"],
  terminated: [],
};

export function mayMove(from: WorkerStatus, to: WorkerStatus): boolean {
  return lifecycleTable[from].includes(to);
}

/** @throws IllegalTransitionError unless the table has the move. */
export function requireMove(worker: Worker, to: WorkerStatus, attempted: string): void {
  const { status } = worker.lifecycle;
  if (!mayMove(status, to)) throw illegal(worker, attempted);
}

export function illegal(worker: Worker, attempted: string): IllegalTransitionError {
  return new IllegalTransitionError(`worker ${worker.name}`, worker.lifecycle.status, attempted);
}
