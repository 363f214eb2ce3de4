import type { Timestamp } from "../kernel/time.ts";
import type { WorkerEvent, WorkerLifecycleEvent } from "./events.ts";
import type { Worker, WorkerLifecycle, WorkerService } from "./worker.ts";

type Fact = Extract<WorkerEvent, WorkerLifecycleEvent>;

/** Moves the worker. The controller's own status follows: nothing answers on a machine that does not run. */
export function evolveLifecycle(worker: Worker, event: Fact): Worker {
  const lifecycle = next(event);
  const moved = { ...worker, lifecycle, service: serviceAfter(worker, lifecycle) };
  switch (event.type) {
    case "worker.launched":
      return { ...moved, instance: event.instance };
    case "worker.terminated":
      return { ...moved, terminatedBy: event.by };
    case "worker.stop-refused":
      return { ...moved, service: event.service ?? moved.service };
    default:
      return moved;
  }
}

function next(event: Fact): WorkerLifecycle {
  const since = event.at;
  switch (event.type) {
    case "worker.provisioning-started":
      return { status: "provisioning", since };
    case "worker.launched":
    case "worker.start-requested":
      return { status: "starting", since };
    case "worker.provisioning-failed":
      return { status: "failed", since, reason: event.reason };
    case "worker.start-refused":
      return { status: "stopped", since };
    case "worker.stop-requested":
      return { status: "stopping", since, stopReason: event.reason };
    case "worker.stop-refused":
      return { status: "running", since, ...(event.endpoint && { endpoint: event.endpoint }) };
    case "worker.termination-requested":
      return { status: "terminating", since };
    case "worker.terminated":
      return { status: "terminated", since };
    case "worker.status-observed":
      return observed(event, since);
  }
}

function observed(
  event: Fact & { readonly type: "worker.status-observed" },
  since: Timestamp,
): WorkerLifecycle {
  const { to: status, endpoint, reason } = event;
  switch (status) {
    case "running":
      return { status, since, ...(endpoint && { endpoint }) };
    case "unknown":
      return {
        status,
        since,
        reason: reason ?? { code: "unknown", message: "The provider gave no reason." },
      };
    default:
      return { status, since };
  }
}

function serviceAfter({ service, lifecycle: before }: Worker, lifecycle: WorkerLifecycle): WorkerService {
  if (before.status === lifecycle.status) return service;
  const { since } = lifecycle;
  return lifecycle.status === "running" || lifecycle.status === "starting"
    ? { status: "starting", since }
    : { status: "unavailable", since };
}
