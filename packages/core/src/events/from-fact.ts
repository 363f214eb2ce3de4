import type { LoggedEvent } from "../kernel/event-log.ts";
import type { WorkerEvent, WorkerStatus } from "../worker/index.ts";
import type { FleetEvent, FleetEventType } from "./fleet-event.ts";
import { wireStatus } from "./wire-status.ts";

type Described = readonly [FleetEventType, Readonly<Record<string, unknown>>];

/** The event that tells the outside about a fact: one fact, one event, the same id each time. */
export function eventFromFact(logged: LoggedEvent<WorkerEvent>, source: string): FleetEvent {
  const { id, aggregateId, event } = logged;
  const [type, data] = describe(event);
  return {
    specversion: "1.0",
    id,
    source,
    type,
    subject: aggregateId,
    time: event.at,
    data: { worker_id: aggregateId, ...data },
  };
}

function describe(event: WorkerEvent): Described {
  switch (event.type) {
    case "worker.registered":
      return [
        "worker.created",
        {
          name: event.name,
          region: event.region,
          status: "pending",
          created_at: event.at,
          created_by: event.by,
        },
      ];
    case "worker.imported":
      return [
        "worker.imported",
        {
          name: event.name,
          region: event.region,
          status: wireStatus(event.status),
          aws_instance_id: event.instance.id,
          instance_type: event.instance.type,
          ami_id: event.instance.image.id,
          ami_name: event.instance.image.name ?? null,
          https_endpoint: event.endpoint ?? null,
          created_at: event.at,
          created_by: event.by,
        },
      ];
    case "worker.service-changed":
      return [
        "worker.status.updated",
        {
          old_service_status: event.from,
          new_service_status: event.to,
          reason: event.reason ?? null,
          updated_at: event.at,
        },
      ];
    case "worker.terminated":
      return ["worker.terminated", { name: event.name, terminated_at: event.at, terminated_by: event.by }];
    case "worker.instance-changed":
      return ["worker.details.updated", { aws_instance_id: event.instance.id, updated_at: event.at }];
    case "worker.endpoint-changed":
      return ["worker.endpoint.updated", { https_endpoint: event.endpoint ?? null, updated_at: event.at }];
    case "worker.license-changed":
      return [
        "worker.license.updated",
        { old_license_status: event.from, license_status: event.to, updated_at: event.at },
      ];
    case "worker.certificate-pinned":
      return [
        "worker.certificate.pinned",
        { fingerprint256: event.fingerprint256, pinned_by: event.by, updated_at: event.at },
      ];
    default:
      return ["worker.status.updated", statusData(event)];
  }
}

function statusData(event: WorkerEvent & { readonly from: string }): Readonly<Record<string, unknown>> {
  const from = event.from as WorkerStatus;
  const reason = "reason" in event ? (event.reason ?? null) : null;
  return {
    old_status: wireStatus(from),
    new_status: wireStatus(after(event)),
    reason: typeof reason === "string" ? { code: reason, message: `Stop requested: ${reason}.` } : reason,
    updated_by: "by" in event ? event.by : null,
    updated_at: event.at,
    transition_initiated_at: event.at,
  };
}

function after(event: WorkerEvent): WorkerStatus {
  switch (event.type) {
    case "worker.provisioning-started":
      return "provisioning";
    case "worker.launched":
    case "worker.start-requested":
      return "starting";
    case "worker.provisioning-failed":
      return "failed";
    case "worker.start-refused":
      return "stopped";
    case "worker.stop-requested":
      return "stopping";
    case "worker.stop-refused":
      return "running";
    case "worker.termination-requested":
      return "terminating";
    case "worker.status-observed":
      return event.to;
    default:
      return "unknown";
  }
}
