import type { FleetJobsOptions } from "./jobs/fleet-jobs.ts";
import type { EventLog } from "./kernel/event-log.ts";
import type { LeaseStore } from "./kernel/lease.ts";
import type { Logger } from "./ports/logger.ts";
import type { Scheduler, SchedulerHost } from "./ports/scheduler.ts";
import type { WorkerEvent } from "./worker/index.ts";
import type { WorkflowPorts } from "./workflows/ports.ts";
import type { RefreshThrottle } from "./workflows/refresh-worker.ts";

/** What {@link createFleet} is made of: the adapters a team chose, and its settings. */
export interface FleetOptions
  extends Pick<WorkflowPorts, "workers" | "observations" | "instances" | "images" | "metrics" | "gateway">,
    Partial<Pick<WorkflowPorts, "channel" | "clock" | "ids" | "endpoint" | "source">>,
    FleetJobsOptions {
  readonly eventLog: EventLog<WorkerEvent>;
  readonly leases: LeaseStore;
  /** @defaultValue in-process */
  readonly scheduler?: Scheduler & SchedulerHost;
  readonly throttle?: RefreshThrottle;
  /** @defaultValue silent */
  readonly logger?: Logger;
}
