import type { CoreError } from "../errors.ts";
import { elapsedMs, timestamp } from "../kernel/time.ts";
import { update } from "../kernel/update.ts";
import type { Ec2Observation, WorkerObservations } from "../observations/observations.ts";
import type { CmlReport } from "../ports/cml-gateway.ts";
import type { CallOptions, InstanceSnapshot } from "../ports/instances.ts";
import { endpointOf } from "../worker/endpoint-policy.ts";
import {
  observeInstance,
  observeMissing,
  observeService,
  type Worker,
  workerAggregate,
} from "../worker/index.ts";
import { workerImage } from "../workflows/import-workers.ts";
import type { WorkflowPorts } from "../workflows/ports.ts";
import type { MachineWorker } from "./active-workers.ts";
import type { ObservationBatch } from "./observation-batch.ts";
import { measureRegion, type RegionMeasurements, type RegionSweep, sweepRegion } from "./region-sweep.ts";
import { nowhere, targetOf } from "./visit.ts";
import type { VisitLanes } from "./visit-lanes.ts";

/** What one region's part of a cycle needs. */
interface RegionRefresh {
  readonly ports: WorkflowPorts;
  readonly region: string;
  readonly workers: readonly MachineWorker[];
  readonly before: ReadonlyMap<string, WorkerObservations>;
  readonly batch: ObservationBatch;
  readonly visits: VisitLanes;
  readonly call: CallOptions;
}

/** A machine is gone only when two sweeps in a row miss it, and not right after its launch (EC2 is eventually consistent). */
const MISSES = 2;
const YOUNG_MS = 5 * 60_000;

export async function refreshRegion(
  refresh: RegionRefresh,
): Promise<{ readonly changed: readonly string[]; readonly errors: readonly CoreError[] }> {
  const { ports, region, workers, call } = refresh;
  const sweep = await sweepRegion(ports, region, workers, call);
  const measuring = measureRegion(ports, region, sweep, call);
  const changed = await Promise.all(
    workers.map((worker) => refreshWorker(refresh, worker, sweep, measuring)),
  );
  const { errors } = await measuring;
  return { changed: changed.flat(), errors: [...sweep.errors, ...errors] };
}

/** @returns The worker's id for each time its state was saved. */
async function refreshWorker(
  refresh: RegionRefresh,
  worker: MachineWorker,
  sweep: RegionSweep,
  measuring: Promise<RegionMeasurements>,
): Promise<string[]> {
  const { id, instance } = worker.state;
  if (sweep.missing.has(instance.id)) return missed(refresh, worker);
  const snapshot = sweep.found.get(instance.id);
  if (!snapshot) return [];

  const { ports, batch } = refresh;
  const seen = await saveSight(ports, worker, snapshot, sweep);
  const [measurements, visited] = await Promise.all([measuring, visit(refresh, seen.state)]);
  const at = timestamp(ports.clock);
  const checks = measurements.checks(snapshot);
  const ec2: Ec2Observation = {
    instanceCheck: checks.instance,
    systemCheck: checks.system,
    checkedAt: at,
    missedSweeps: 0,
  };
  const cloudwatch = measurements.cloudwatch(snapshot.id);
  const cml = visited && observationOf(visited, at);
  batch.add({ workerId: id, at, ec2, ...(cloudwatch && { cloudwatch }), ...(cml && { cml }) });
  if (!visited) return seen.events.length > 0 ? [id] : [];

  const served = await update(
    workerAggregate,
    ports.workers,
    id,
    (state) => (state ? observeService(state, visited, at) : []),
    { current: seen },
  );
  return seen.events.length + served.events.length > 0 ? [id] : [];
}

async function saveSight(
  ports: WorkflowPorts,
  worker: MachineWorker,
  snapshot: InstanceSnapshot,
  sweep: RegionSweep,
) {
  const endpoint = endpointOf(snapshot, ports.endpoint);
  const image = sweep.images.get(snapshot.imageId);
  const sight = {
    snapshot,
    ...(endpoint && { endpoint }),
    ...(image && { image: workerImage(image.id, image) }),
  };
  return update(
    workerAggregate,
    ports.workers,
    worker.state.id,
    (state) => (state ? observeInstance(state, sight, timestamp(ports.clock)) : []),
    { current: worker },
  );
}

async function visit({ ports, visits, call }: RegionRefresh, worker: Worker): Promise<CmlReport | undefined> {
  if (worker.lifecycle.status !== "running") return undefined;
  const target = targetOf(worker);
  return target ? visits(worker, () => ports.gateway.collect(target, call)) : nowhere(worker);
}

function observationOf(report: CmlReport, syncedAt: string) {
  const { version, ready, stats, labCount, health, licensing, failures } = report;
  return { version, ready, stats, labCount, health, licensing, failures, syncedAt };
}

async function missed({ ports, before, batch }: RegionRefresh, worker: MachineWorker): Promise<string[]> {
  const { id, instance } = worker.state;
  const at = timestamp(ports.clock);
  const missedSweeps = (before.get(id)?.ec2?.missedSweeps ?? 0) + 1;
  batch.add({
    workerId: id,
    at,
    ec2: { instanceCheck: "unknown", systemCheck: "unknown", checkedAt: at, missedSweeps },
  });
  if (missedSweeps < MISSES || elapsedMs(instance.launchedAt, at) < YOUNG_MS) return [];
  const { events } = await update(
    workerAggregate,
    ports.workers,
    id,
    (state) => (state ? observeMissing(state, at) : []),
    { current: worker },
  );
  return events.length > 0 ? [id] : [];
}
