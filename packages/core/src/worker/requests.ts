import type { Timestamp } from "../kernel/time.ts";
import type { WorkerEvent } from "./events.ts";
import { illegal, requireMove } from "./lifecycle-table.ts";
import type { Actor, Reason, StopReason, Worker, WorkerInstance } from "./worker.ts";

/** Asks for a stopped machine to be started. Asking again while it starts, or runs, changes nothing. */
export function requestStart(worker: Worker, by: Actor, at: Timestamp): WorkerEvent[] {
  const { status } = worker.lifecycle;
  if (status === "starting" || status === "running") return [];
  if (status !== "stopped") throw illegal(worker, "start");
  return [{ type: "worker.start-requested", from: status, by, at }];
}

/** Asks for the machine to be stopped. Asking again while it is stopping, or once it has stopped, changes nothing. */
export function requestStop(worker: Worker, reason: StopReason, by: Actor, at: Timestamp): WorkerEvent[] {
  const { status } = worker.lifecycle;
  if (status === "stopping" || status === "stopped") return [];
  if (status !== "running") throw illegal(worker, "stop");
  return [{ type: "worker.stop-requested", from: status, reason, by, at }];
}

/** Records that the provider did not carry the start out. Only an order under way can be refused. */
export function refuseStart(worker: Worker, reason: Reason, at: Timestamp): WorkerEvent[] {
  const { status } = worker.lifecycle;
  return status === "starting" ? [{ type: "worker.start-refused", from: status, reason, at }] : [];
}

/**
 * Records that the provider did not carry the stop out. `before` is the worker as it was before the order: its machine
 * has been running all along, so its controller is where and how it was.
 */
export function refuseStop(
  worker: Worker,
  reason: Reason,
  before: Pick<Worker, "lifecycle" | "service">,
  at: Timestamp,
): WorkerEvent[] {
  const { status } = worker.lifecycle;
  if (status !== "stopping") return [];
  const refused = { type: "worker.stop-refused", from: status, reason, at } as const;
  if (before.lifecycle.status !== "running") return [refused];
  const { endpoint } = before.lifecycle;
  return [{ ...refused, ...(endpoint && { endpoint }), service: before.service }];
}

/** Asks for the machine to be destroyed. Asking again changes nothing; a terminated one is refused. */
export function requestTermination(worker: Worker, by: Actor, at: Timestamp): WorkerEvent[] {
  const { status } = worker.lifecycle;
  if (status === "terminating") return [];
  requireMove(worker, "terminating", "terminate");
  return [{ type: "worker.termination-requested", from: status, by, at }];
}

/** Begins to make a machine for a new worker. Beginning again changes nothing. */
export function beginProvisioning(worker: Worker, at: Timestamp): WorkerEvent[] {
  const { status } = worker.lifecycle;
  if (status === "provisioning") return [];
  requireMove(worker, "provisioning", "provision");
  return [{ type: "worker.provisioning-started", from: status, at }];
}

/** Records the machine that was made. Recording the same machine again changes nothing. */
export function observeLaunched(worker: Worker, instance: WorkerInstance, at: Timestamp): WorkerEvent[] {
  if (worker.instance?.id === instance.id) return [];
  const { status } = worker.lifecycle;
  if (status !== "provisioning") throw illegal(worker, "launch");
  return [{ type: "worker.launched", from: status, instance, at }];
}

/** Records that no machine could be made. */
export function failProvisioning(worker: Worker, reason: Reason, at: Timestamp): WorkerEvent[] {
  const { status } = worker.lifecycle;
  if (status === "failed") return [];
  requireMove(worker, "failed", "give up");
  return [{ type: "worker.provisioning-failed", from: status, reason, at }];
}
