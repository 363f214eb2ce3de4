import { z } from "zod";
import {
  count,
  licenseStatus,
  percent,
  reason,
  seconds,
  serviceStatus,
  status,
  text,
  time,
  workerId,
} from "./wire-parts.ts";

const failure = z.object({
  code: z.enum([
    "unreachable",
    "timeout",
    "not_ready",
    "certificate_changed",
    "certificate_untrusted",
    "credentials_refused",
    "forbidden",
    "bad_answer",
    "server_error",
  ]),
  message: z.string(),
});

/** What {@link WorkerSnapshot} looks like on the wire. */
export const workerSnapshotSchema = z.object({
  id: workerId,
  name: z.string(),
  aws_region: z.string(),
  aws_instance_id: text,
  instance_type: text,
  status,
  status_reason: reason,
  status_since: time,
  service_status: serviceStatus,
  service_reason: reason,
  license_status: licenseStatus,
  https_endpoint: text,
  public_ip: text,
  private_ip: text,
  ami_id: text,
  ami_name: text,
  ami_description: text,
  ami_creation_date: text,
  cml_version: text,
  cml_ready: z.boolean().nullable(),
  cml_labs_count: count,
  cml_nodes_running: count,
  cml_last_synced_at: time.nullable(),
  cml_failures: z.array(failure),
  cpu_utilization: percent,
  memory_utilization: percent,
  storage_utilization: percent,
  ec2_instance_status_check: text,
  ec2_system_status_check: text,
  ec2_last_checked_at: time.nullable(),
  cloudwatch_cpu_utilization: percent,
  cloudwatch_memory_utilization: percent,
  cloudwatch_last_collected_at: time.nullable(),
  cloudwatch_detailed_monitoring_enabled: z.boolean().nullable(),
  certificate_fingerprint256: text,
  poll_interval: seconds,
  next_refresh_at: time.nullable(),
  created_at: time,
  created_by: z.string(),
  updated_at: time,
  terminated_at: time.nullable(),
});

export const snapshotEventData = workerSnapshotSchema.extend({
  worker_id: workerId,
  /** Why it was sent: `telemetry_updated`, `status_updated`, `initial` and so on. */
  _reason: z.string(),
});
