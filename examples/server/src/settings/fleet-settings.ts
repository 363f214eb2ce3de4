import type { EndpointPolicy, FleetJobsOptions, RefreshThrottle } from "@cml-fleet/core";
import type { Variables } from "./variables.ts";

/** How often the demo looks at its fleet, in seconds: often enough to watch it. */
const DEMO_POLL_S = 10;

/** What the fleet does by itself. */
export function jobsFrom(
  variables: Variables,
  demo?: { readonly regions: readonly string[]; readonly imageName: string },
): FleetJobsOptions {
  const { WORKER_MONITORING_ENABLED, WORKER_METRICS_POLL_INTERVAL, AUTO_IMPORT_WORKERS_INTERVAL } = variables;
  const {
    AUTO_IMPORT_WORKERS_ENABLED = demo !== undefined,
    AUTO_IMPORT_WORKERS_REGION = demo?.regions ?? ["us-east-1"],
    AUTO_IMPORT_WORKERS_AMI_NAME = demo?.imageName,
    AUTO_IMPORT_WORKERS_AMI_OWNERS,
  } = variables;
  const [firstOwner, ...otherOwners] = AUTO_IMPORT_WORKERS_AMI_OWNERS ?? [];
  const pollSeconds = WORKER_METRICS_POLL_INTERVAL ?? (demo ? DEMO_POLL_S : 300);
  return {
    metricsIntervalMs: WORKER_MONITORING_ENABLED && pollSeconds * 1_000,
    eventRetention: {
      maxEvents: variables.EVENT_LOG_MAX_EVENTS,
      maxAgeMs: variables.EVENT_LOG_MAX_AGE * 1_000,
    },
    ...(AUTO_IMPORT_WORKERS_ENABLED &&
      AUTO_IMPORT_WORKERS_AMI_NAME !== undefined && {
        autoImport: {
          regions: AUTO_IMPORT_WORKERS_REGION,
          imageName: AUTO_IMPORT_WORKERS_AMI_NAME,
          ...(firstOwner !== undefined && { imageOwners: [firstOwner, ...otherOwners] }),
          intervalMs: (AUTO_IMPORT_WORKERS_INTERVAL ?? (demo ? 60 : 3_600)) * 1_000,
        },
      }),
  };
}

/** How wishes for a refresh are slowed down. */
export function throttleFrom(variables: Variables): RefreshThrottle {
  return {
    minIntervalMs: variables.WORKER_REFRESH_MIN_INTERVAL * 1_000,
    imminentMs: variables.WORKER_REFRESH_CHECK_UPCOMING_JOB_THRESHOLD * 1_000,
  };
}

/** Where the controllers are. */
export function endpointFrom(variables: Variables): EndpointPolicy {
  const { CML_WORKER_ADDRESS, USE_PRIVATE_IP_FOR_MONITORING, CML_WORKER_PORT, CML_WORKER_URL } = variables;
  const address = CML_WORKER_ADDRESS ?? (USE_PRIVATE_IP_FOR_MONITORING ? "private" : "public");
  return {
    address,
    tags: variables.CML_WORKER_ENDPOINT_TAGS,
    ...(CML_WORKER_PORT !== undefined && { port: CML_WORKER_PORT }),
    ...(CML_WORKER_URL !== undefined && { url: CML_WORKER_URL }),
  };
}
