import type { WorkerObservations } from "../observations/observations.ts";
import { utilizationOf } from "../observations/utilization.ts";
import type { CmlFailure } from "../ports/cml-gateway.ts";
import type { Reason, Worker } from "../worker/index.ts";
import { type WireStatus, wireStatus } from "./wire-status.ts";

/** A worker as REST, live streams and the console show it. `null` is unknown; percentages are 0 to 100. */
export interface WorkerSnapshot {
  readonly id: string;
  readonly name: string;
  readonly aws_region: string;
  readonly aws_instance_id: string | null;
  readonly instance_type: string | null;
  readonly status: WireStatus;
  readonly status_reason: Reason | null;
  readonly status_since: string;
  readonly service_status: Worker["service"]["status"];
  readonly service_reason: Reason | null;
  readonly license_status: Worker["license"];
  readonly https_endpoint: string | null;
  readonly public_ip: string | null;
  readonly private_ip: string | null;
  readonly ami_id: string | null;
  readonly ami_name: string | null;
  readonly ami_description: string | null;
  readonly ami_creation_date: string | null;
  readonly cml_version: string | null;
  readonly cml_ready: boolean | null;
  readonly cml_labs_count: number | null;
  readonly cml_nodes_running: number | null;
  readonly cml_last_synced_at: string | null;
  readonly cml_failures: readonly CmlFailure[];
  readonly cpu_utilization: number | null;
  readonly memory_utilization: number | null;
  readonly storage_utilization: number | null;
  readonly ec2_instance_status_check: string | null;
  readonly ec2_system_status_check: string | null;
  readonly ec2_last_checked_at: string | null;
  readonly cloudwatch_cpu_utilization: number | null;
  readonly cloudwatch_memory_utilization: number | null;
  readonly cloudwatch_last_collected_at: string | null;
  readonly cloudwatch_detailed_monitoring_enabled: boolean | null;
  readonly certificate_fingerprint256: string | null;
  readonly poll_interval: number | null;
  readonly next_refresh_at: string | null;
  readonly created_at: string;
  readonly created_by: string;
  readonly updated_at: string;
  readonly terminated_at: string | null;
}

/** When the fleet looks at its workers next. */
export interface RefreshTiming {
  /** Seconds between two looks. */
  readonly pollInterval: number | null;
  readonly nextRefreshAt: string | null;
}

/** The one place that turns a worker and its measurements into what others see. */
export function workerSnapshot(
  worker: Worker,
  observations: WorkerObservations | undefined,
  timing: RefreshTiming,
): WorkerSnapshot {
  const { lifecycle, instance } = worker;
  const running = lifecycle.status === "running";
  return {
    id: worker.id,
    name: worker.name,
    aws_region: worker.region,
    status: wireStatus(lifecycle.status),
    status_reason: "reason" in lifecycle ? lifecycle.reason : null,
    status_since: lifecycle.since,
    service_status: worker.service.status,
    service_reason: worker.service.reason ?? null,
    license_status: worker.license,
    https_endpoint: (running && lifecycle.endpoint) || null,
    ...machine(instance),
    ...measured(running ? observations : { workerId: worker.id }, observations),
    certificate_fingerprint256: worker.certificate?.fingerprint256 ?? null,
    poll_interval: timing.pollInterval,
    next_refresh_at: timing.nextRefreshAt,
    created_at: worker.createdAt,
    created_by: worker.createdBy,
    updated_at: worker.updatedAt,
    terminated_at: lifecycle.status === "terminated" ? lifecycle.since : null,
  };
}

function machine(instance: Worker["instance"]) {
  return {
    aws_instance_id: instance?.id ?? null,
    instance_type: instance?.type ?? null,
    public_ip: instance?.publicIp ?? null,
    private_ip: instance?.privateIp ?? null,
    ami_id: instance?.image.id ?? null,
    ami_name: instance?.image.name ?? null,
    ami_description: instance?.image.description ?? null,
    ami_creation_date: instance?.image.createdAt ?? null,
    cloudwatch_detailed_monitoring_enabled: instance ? instance.detailedMonitoring === "on" : null,
  };
}

/** Load is shown only while the machine runs; what CML last said of itself stays, with its age. */
function measured(current: WorkerObservations | undefined, last: WorkerObservations | undefined) {
  const { cpuPercent, memoryPercent, diskPercent } = utilizationOf(current ?? {});
  return {
    cml_version: last?.cml?.version ?? null,
    cml_ready: current?.cml?.ready ?? null,
    cml_labs_count: last?.cml?.labCount ?? null,
    cml_nodes_running: current?.cml?.stats?.nodesRunning ?? null,
    cml_last_synced_at: last?.cml?.syncedAt ?? null,
    cml_failures: current?.cml?.failures ?? [],
    cpu_utilization: cpuPercent,
    memory_utilization: memoryPercent,
    storage_utilization: diskPercent,
    ...fromAws(current, last),
  };
}

function fromAws(current: WorkerObservations | undefined, last: WorkerObservations | undefined) {
  return {
    ec2_instance_status_check: current?.ec2?.instanceCheck ?? null,
    ec2_system_status_check: current?.ec2?.systemCheck ?? null,
    ec2_last_checked_at: last?.ec2?.checkedAt ?? null,
    cloudwatch_cpu_utilization: current?.cloudwatch?.cpuPercent ?? null,
    cloudwatch_memory_utilization: current?.cloudwatch?.memoryPercent ?? null,
    cloudwatch_last_collected_at: last?.cloudwatch?.collectedAt ?? null,
  };
}
