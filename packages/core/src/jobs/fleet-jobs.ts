import type { JobHandler, Scheduler } from "../ports/scheduler.ts";
import { workersInTransition } from "../refresh/active-workers.ts";
import { refreshFleet } from "../refresh/refresh-fleet.ts";
import type { Stragglers } from "../refresh/stragglers.ts";
import { importWorkers } from "../workflows/import-workers.ts";
import type { WorkflowPorts } from "../workflows/ports.ts";
import { METRICS_JOB, ON_DEMAND_JOB } from "../workflows/refresh-worker.ts";
import type { EventRetention } from "./event-retention.ts";

/** What the fleet does by itself, and how often. */
export interface FleetJobsOptions {
  /** Time between two looks at the fleet, in milliseconds; `false` never looks. @defaultValue 300_000 */
  readonly metricsIntervalMs?: number | false;
  /** Import of instances that appear. @defaultValue off */
  readonly autoImport?: {
    readonly regions: readonly string[];
    /** Image name; `*` and `?` stand for any characters and for one. */
    readonly imageName: string;
    readonly imageOwners?: [string, ...string[]];
    /** Milliseconds. @defaultValue 3_600_000 */
    readonly intervalMs?: number;
  };
  /** How much of the event log is kept; `false` keeps everything, for ever. */
  readonly eventRetention?: EventRetention | false;
}

const AUTO_IMPORT_JOB = "auto-import-workers";
const TRANSITIONS_JOB = "worker-transitions";
/** Time between two looks at machines that start or stop, in milliseconds: they take 20 s and more. */
const TRANSITIONS_MS = 5_000;
const HISTORY_MS = 24 * 3_600_000;

/** The fleet's jobs by name. Repeating ones leave visits that last to `stragglers`, so that none delays the next look. */
export function fleetJobs(
  ports: WorkflowPorts,
  options: FleetJobsOptions,
  stragglers: Stragglers,
): ReadonlyMap<string, JobHandler> {
  const { autoImport } = options;
  return new Map<string, JobHandler>([
    [
      METRICS_JOB,
      async ({ signal }) => {
        const { errors } = await refreshFleet(ports, { signal, stragglers });
        await ports.observations.prune(new Date(ports.clock.now() - HISTORY_MS).toISOString());
        complain(errors.map(messageOf));
      },
    ],
    [
      ON_DEMAND_JOB,
      async ({ payload, signal }) => {
        const workerIds = [String(payload["workerId"])];
        const { errors } = await refreshFleet(ports, { workerIds, insist: true, signal });
        complain(errors.map(messageOf));
      },
    ],
    [
      TRANSITIONS_JOB,
      async ({ signal }) => {
        const workerIds = await workersInTransition(ports.workers);
        if (workerIds.length === 0) return;
        const { errors } = await refreshFleet(ports, { workerIds, signal, stragglers });
        complain(errors.map(messageOf));
      },
    ],
    [
      AUTO_IMPORT_JOB,
      async ({ signal }) => {
        if (!autoImport) return;
        const { regions, imageName, imageOwners } = autoImport;
        const outcomes = await Promise.allSettled(
          regions.map((region) =>
            importWorkers(
              ports,
              { region, imageName, ...(imageOwners && { imageOwners }) },
              { actor: `job:${AUTO_IMPORT_JOB}`, signal },
            ),
          ),
        );
        const workerIds = outcomes.flatMap((outcome) =>
          outcome.status === "fulfilled" ? outcome.value.imported.map(({ id }) => id) : [],
        );
        // What is new would otherwise stay unknown until the next look at the whole fleet.
        const { errors } = await refreshFleet(ports, { workerIds, signal, stragglers });
        const failed = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
        complain([...failed, ...errors].map(messageOf));
      },
    ],
  ]);
}

/** The rest of the run is done by now; what went wrong belongs into the list of jobs. */
function complain(messages: readonly string[]): void {
  if (messages.length > 0) throw new Error([...new Set(messages)].join(" "));
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Puts the repeating jobs on the plan, and takes those off it that are not wanted any more: a plan may outlive the
 * process that made it.
 */
export async function planFleetJobs(scheduler: Scheduler, options: FleetJobsOptions): Promise<void> {
  const { metricsIntervalMs = 300_000, autoImport } = options;
  if (autoImport) {
    await scheduler.every({
      job: AUTO_IMPORT_JOB,
      intervalMs: autoImport.intervalMs ?? 3_600_000,
      runAtStart: true,
    });
  } else {
    await scheduler.cancel(AUTO_IMPORT_JOB);
  }
  if (metricsIntervalMs === false) {
    await scheduler.cancel(METRICS_JOB);
    await scheduler.cancel(TRANSITIONS_JOB);
  } else {
    await scheduler.every({ job: METRICS_JOB, intervalMs: metricsIntervalMs, runAtStart: true });
    await scheduler.every({ job: TRANSITIONS_JOB, intervalMs: TRANSITIONS_MS });
  }
}
