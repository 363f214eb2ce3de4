import { CoreError } from "../errors.ts";
import type { WorkerObservations } from "../observations/observations.ts";
import type { CallOptions } from "../ports/instances.ts";
import type { Worker } from "../worker/index.ts";
import type { WorkflowPorts } from "../workflows/ports.ts";
import type { MachineWorker } from "./active-workers.ts";
import { lookAtWorker } from "./look-at-worker.ts";
import { recordMeasurements } from "./measured.ts";
import type { ObservationBatch } from "./observation-batch.ts";
import { isLate } from "./patience.ts";
import { measureRegion, type RegionMeasurements, type RegionSweep, sweepRegion } from "./region-sweep.ts";
import { settleAll } from "./settle-all.ts";
import type { Stragglers } from "./stragglers.ts";
import { visitEarly } from "./visit.ts";
import type { VisitLanes } from "./visit-lanes.ts";

/** What one region's part of a cycle needs. */
export interface RegionRefresh {
  readonly ports: WorkflowPorts;
  readonly region: string;
  readonly workers: readonly MachineWorker[];
  /** Measurements as they were before the cycle. */
  readonly before: ReadonlyMap<string, WorkerObservations>;
  readonly batch: ObservationBatch;
  readonly visits: VisitLanes;
  /** Takes over visits that last; without it, the cycle waits for every visit. */
  readonly stragglers: Stragglers | undefined;
  /** Whether also controllers are visited that the gateway would rather leave alone. */
  readonly insist: boolean;
  readonly call: CallOptions;
}

/** What one region's part of a cycle did. */
interface RegionOutcome {
  /** Workers whose state changed. */
  readonly changed: readonly string[];
  /** Workers that are terminated now. */
  readonly gone: readonly string[];
  readonly errors: readonly CoreError[];
}

/** @throws CoreError when the stores cannot be used, or the signal ends it. */
export async function refreshRegion(refresh: RegionRefresh): Promise<RegionOutcome> {
  const { ports, region, workers, call } = refresh;
  const early = visitEarly(refresh);
  const sweep = await sweepRegion(ports, region, workers, call);
  const { stragglers } = refresh;
  // One question after another: those of the last cycle may still be waiting for their answer.
  const key = `measurements of ${region}`;
  const measuring = stragglers?.has(key)
    ? Promise.resolve(undefined)
    : measureRegion(ports, region, sweep, call);
  const late = isLate(measuring);
  const measuredSoon = late.then((isLate) => (isLate ? undefined : measuring));
  const lost: CoreError[] = [];
  const looks = await settleAll(
    workers.map((worker) =>
      lookAtWorker(refresh, worker, { sweep, measuredSoon, early }).catch((error: unknown) => {
        // Somebody else changed this worker again and again: the next cycle looks anew, and the others go on.
        if (!CoreError.is(error, "version_conflict")) throw error;
        lost.push(error);
        return undefined;
      }),
    ),
  );
  const moved = looks.filter((look) => look?.moved).map((look) => look?.worker);
  const errors = await measuredOrLeft(refresh, sweep, measuring, await late, key);
  await Promise.allSettled([...early.values()].map(({ visited }) => visited));
  return {
    changed: idsOf(moved),
    gone: idsOf(moved.filter((worker) => worker?.lifecycle.status === "terminated")),
    errors: [...sweep.errors, ...errors, ...lost],
  };
}

/** Sees to measurements that came late, or leaves them to the stragglers. @returns What could not be measured. */
async function measuredOrLeft(
  refresh: RegionRefresh,
  sweep: RegionSweep,
  measuring: Promise<RegionMeasurements | undefined>,
  late: boolean,
  key: string,
): Promise<readonly CoreError[]> {
  if (!late) return (await measuring)?.errors ?? [];
  const recording = measuring.then(async (measurements) => {
    if (measurements) await recordMeasurements(refresh, sweep, measurements);
    return measurements?.errors ?? [];
  });
  if (!refresh.stragglers) return recording;
  refresh.stragglers.add(
    key,
    recording.then(([error]) => {
      if (error) throw error;
    }),
  );
  return [];
}

const idsOf = (workers: readonly (Worker | undefined)[]): string[] =>
  workers.flatMap((worker) => worker?.id ?? []);
