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

const ofWorker = z.object({ worker_id: workerId });
const begun = ofWorker.extend({
  name: z.string(),
  region: z.string(),
  status,
  created_at: time,
  created_by: z.string(),
});

export const created = begun;

export const imported = begun.extend({
  aws_instance_id: z.string(),
  instance_type: z.string(),
  ami_id: z.string(),
  ami_name: text,
  https_endpoint: text,
});

/** Either where the machine stands changed, or how the controller on it does. */
export const statusUpdated = z.union([
  ofWorker.extend({
    old_status: status,
    new_status: status,
    reason,
    updated_by: text,
    updated_at: time,
    transition_initiated_at: time,
  }),
  ofWorker.extend({
    old_service_status: serviceStatus,
    new_service_status: serviceStatus,
    reason,
    updated_at: time,
  }),
]);

export const terminated = ofWorker.extend({
  name: z.string(),
  terminated_at: time,
  terminated_by: z.string(),
});

export const endpointUpdated = ofWorker.extend({ https_endpoint: text, updated_at: time });

export const detailsUpdated = ofWorker.extend({ aws_instance_id: z.string(), updated_at: time });

export const licenseUpdated = ofWorker.extend({
  old_license_status: licenseStatus,
  license_status: licenseStatus,
  updated_at: time,
});

export const certificatePinned = ofWorker.extend({
  fingerprint256: z.string().regex(/^[0-9a-f]{64}$/),
  pinned_by: z.string(),
  updated_at: time,
});

export const metricsUpdated = ofWorker.extend({
  active_labs_count: count,
  cpu_utilization: percent,
  memory_utilization: percent,
  storage_utilization: percent,
  updated_at: time,
  poll_interval: seconds,
  next_refresh_at: time.nullable(),
});

/** The labs of a worker were read anew. */
export const labsUpdated = ofWorker.extend({
  labs_synced: z.number().int().min(0),
  labs_created: z.number().int().min(0),
  labs_updated: z.number().int().min(0),
  timestamp: time,
});

export const refreshRequested = ofWorker.extend({ requested_at: time, eta_seconds: z.number().min(0) });

export const refreshSkipped = ofWorker.extend({
  skipped_at: time,
  reason: z.enum(["not_running", "rate_limited", "background_job_imminent", "already_scheduled"]),
  message: z.string(),
  seconds_until_next: seconds,
});
