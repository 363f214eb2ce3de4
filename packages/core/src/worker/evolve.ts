import type { WorkerEvent, WorkerOriginEvent } from "./events.ts";
import { evolveLifecycle } from "./evolve-lifecycle.ts";
import type { Worker, WorkerLifecycle, WorkerService } from "./worker.ts";

/** Applies one fact. It never refuses: whether the fact may happen was decided before it was recorded. */
export function evolveWorker(worker: Worker | undefined, event: WorkerEvent): Worker {
  if (event.type === "worker.registered" || event.type === "worker.imported") return begin(event);
  if (worker === undefined)
    throw new Error(`${event.type} came before the worker was registered or imported.`);
  return { ...change(worker, event), updatedAt: event.at };
}

function begin(event: WorkerEvent & WorkerOriginEvent): Worker {
  const { id, name, region, at, by } = event;
  const service: WorkerService = { status: "unavailable", since: at };
  const common = {
    schemaVersion: 1,
    id,
    name,
    region,
    createdAt: at,
    createdBy: by,
    updatedAt: at,
    service,
    license: "unregistered",
  } as const;
  if (event.type === "worker.registered") {
    return { ...common, origin: "created", lifecycle: { status: "pending", since: at } };
  }
  const { instance, status, endpoint } = event;
  const reason = { code: "imported_unknown", message: "EC2 reported a state that the fleet cannot place." };
  const lifecycle: WorkerLifecycle =
    status === "running"
      ? { status, since: at, ...(endpoint && { endpoint }) }
      : status === "unknown"
        ? { status, since: at, reason }
        : { status, since: at };
  return { ...common, origin: "imported", instance, lifecycle };
}

function change(worker: Worker, event: Exclude<WorkerEvent, WorkerOriginEvent>): Worker {
  switch (event.type) {
    case "worker.instance-changed":
      return { ...worker, instance: event.instance };
    case "worker.endpoint-changed": {
      if (worker.lifecycle.status !== "running") return worker;
      const { endpoint: _, ...lifecycle } = worker.lifecycle;
      return { ...worker, lifecycle: { ...lifecycle, ...(event.endpoint && { endpoint: event.endpoint }) } };
    }
    case "worker.service-changed": {
      const { to: status, at, reason } = event;
      // Another reason for the same status is no new beginning: how long it lasts decides what is made of it.
      const since = status === worker.service.status ? worker.service.since : at;
      return { ...worker, service: { status, since, ...(reason && { reason }) } };
    }
    case "worker.license-changed":
      return { ...worker, license: event.to };
    case "worker.certificate-pinned": {
      const { fingerprint256, source, at } = event;
      return { ...worker, certificate: { fingerprint256, source, at } };
    }
    default:
      return evolveLifecycle(worker, event);
  }
}
