import type { FleetEvent } from "./events/fleet-event.ts";
import type { WorkerSnapshot } from "./events/worker-snapshot.ts";
import type { EventLogBounds } from "./kernel/event-log.ts";
import type { CmlLab } from "./ports/cml-gateway.ts";
import type { CallOptions } from "./ports/instances.ts";
import type { ScheduledJob } from "./ports/scheduler.ts";
import type { WorkerQuery } from "./ports/worker-index.ts";
import type { RefreshFleetOptions, RefreshSummary } from "./refresh/refresh-fleet.ts";
import type { Worker } from "./worker/index.ts";
import type { ImportWorkersResult } from "./workflows/import-workers.ts";
import type { ImportWorkersInput } from "./workflows/import-workers-input.ts";
import type { WorkflowPorts } from "./workflows/ports.ts";
import type { CommandOptions, StopOptions } from "./workflows/power.ts";
import type { WorkerSnapshotPage } from "./workflows/queries.ts";
import type { RefreshDecision } from "./workflows/refresh-worker.ts";

/** A part of the event log, as events. */
export interface EventPage {
  readonly events: readonly { readonly sequence: number; readonly event: FleetEvent }[];
}

/** A running fleet: everything a team's own app needs. */
export interface Fleet {
  readonly workers: {
    list(query?: WorkerQuery): Promise<WorkerSnapshotPage>;
    get(id: string): Promise<WorkerSnapshot>;
    findByInstance(instanceId: string): Promise<WorkerSnapshot | undefined>;
    import(input: ImportWorkersInput, options: CommandOptions): Promise<ImportWorkersResult>;
    /** Asks for fresh data about one worker; the answer says what was decided. */
    refresh(id: string): Promise<RefreshDecision>;
    /** Looks at the whole fleet now, and waits for it. */
    refreshAll(options?: RefreshFleetOptions): Promise<RefreshSummary>;
    start(id: string, options: CommandOptions): Promise<Worker>;
    stop(id: string, options: StopOptions): Promise<Worker>;
    trustCertificate(id: string, fingerprint256: string, options: CommandOptions): Promise<Worker>;
  };
  readonly labs: { list(workerId: string, options?: CallOptions): Promise<CmlLab[]> };
  readonly jobs: { list(): Promise<ScheduledJob[]>; trigger(key: string): Promise<void> };
  readonly events: {
    /** Events kept in the log whose sequence is greater than `after`, oldest first. */
    read(range: { readonly after: number; readonly limit: number }): Promise<EventPage>;
    /** Which log it is, the oldest sequence still kept, and the newest. */
    bounds(): Promise<EventLogBounds>;
    /** `logged`: the log grew; `ephemeral`: an event that is in no log. @returns Ends it. */
    subscribe: WorkflowPorts["channel"]["subscribe"];
  };
  /**
   * Begins to relay facts and to run jobs.
   *
   * @throws CoreError `conflict` when the fleet was stopped: make a new one.
   */
  start(): Promise<void>;
  /** Ends jobs and waits for them, for good. Stores and clients stay open: whoever made them closes them. */
  stop(): Promise<void>;
}
