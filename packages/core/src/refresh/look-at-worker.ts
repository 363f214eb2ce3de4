import type { Versioned } from "../kernel/store.ts";
import { elapsedMs, type Timestamp, timestamp } from "../kernel/time.ts";
import { type Updated, update } from "../kernel/update.ts";
import { cmlObservation } from "../observations/cml-observation.ts";
import type { WorkerObservations } from "../observations/observations.ts";
import type { InstanceSnapshot } from "../ports/instances.ts";
import { endpointOf } from "../worker/endpoint-policy.ts";
import {
  observeInstance,
  observeMissing,
  observeService,
  type Worker,
  type WorkerEvent,
  workerAggregate,
} from "../worker/index.ts";
import { workerImage } from "../workflows/worker-image.ts";
import type { MachineWorker } from "./active-workers.ts";
import { measured } from "./measured.ts";
import type { RegionRefresh } from "./refresh-region.ts";
import type { RegionMeasurements, RegionSweep } from "./region-sweep.ts";
import { type EarlyVisits, visit } from "./visit.ts";
import { isAbout, isOvertaken, type Visited } from "./visited.ts";

/** What came of looking at one worker. */
export interface Look {
  /** The worker as it is now. */
  readonly worker: Worker;
  /** Whether its state was saved. */
  readonly moved: boolean;
}

/** A machine is gone only when two sweeps in a row miss it, and not right after its launch (EC2 is eventually consistent). */
const MISSES = 2;
const YOUNG_MS = 5 * 60_000;

/** What all workers of a region are looked at with. */
export interface RegionLook {
  readonly sweep: RegionSweep;
  /** The measurements, if they come soon: what controllers said does not wait for them for ever. */
  readonly measuredSoon: Promise<RegionMeasurements | undefined>;
  readonly early: EarlyVisits;
}

/** Places the machine, visits the controller, and hands on what was measured once the state is saved. */
export async function lookAtWorker(
  refresh: RegionRefresh,
  worker: MachineWorker,
  { sweep, measuredSoon, early }: RegionLook,
): Promise<Look> {
  const { id, instance } = worker.state;
  if (sweep.missing.has(instance.id)) return missed(refresh, worker);
  const snapshot = sweep.found.get(instance.id);
  // The provider said nothing about this machine. Its controller is watched all the same, if it is known by its certificate.
  if (!snapshot && !early.has(id)) return { worker: worker.state, moved: false };

  const { ports, before, batch } = refresh;
  const last = before.get(id);
  const seen = snapshot
    ? await decide(refresh, worker, sighted(refresh, snapshot, sweep))
    : { ...worker, events: [] };
  const [soon, visited] = await Promise.all([measuredSoon, visit(refresh, seen.state, early)]);
  const at = timestamp(ports.clock);
  const { state, events, cml } = await serve(refresh, seen, visited, last, at);
  const moved = seen.events.length + events.length > 0;
  const update = {
    workerId: id,
    at,
    ...(snapshot && measured(snapshot, soon, last, at)),
    ...(cml && { cml }),
  };
  // Only now: whoever hears of the measurements must be able to hear of the facts first.
  batch.add({ update, instanceId: instance.id, moved });
  return { worker: state, moved };
}

/** Saves what a visit showed, unless the worker is not the one that was visited any more. */
async function serve(
  refresh: RegionRefresh,
  seen: Versioned<Worker>,
  visited: Visited | undefined,
  last: WorkerObservations | undefined,
  at: Timestamp,
): Promise<Updated<Worker, WorkerEvent> & Pick<WorkerObservations, "cml">> {
  const nothing = { ...seen, events: [] };
  if (!visited) return nothing;
  const { report, begunAt: visitedAt } = visited;
  if (visited.late) {
    const { id } = seen.state;
    const newest = (await refresh.ports.observations.load([id])).get(id);
    if (isOvertaken(visited, newest, at)) return nothing;
  }
  const served = await decide(refresh, seen, (state) =>
    isAbout(state, visited, at) ? observeService(state, report, at) : [],
  );
  if (!isAbout(served.state, visited, at)) return served;
  return { ...served, cml: cmlObservation(report, last?.cml, { at, visitedAt }) };
}

function sighted({ ports }: RegionRefresh, snapshot: InstanceSnapshot, sweep: RegionSweep) {
  const endpoint = endpointOf(snapshot, ports.endpoint);
  const image = sweep.images.get(snapshot.imageId);
  const sight = {
    snapshot,
    ...(endpoint && { endpoint }),
    ...(image && { image: workerImage(image.id, image) }),
  };
  return (state: Worker) => observeInstance(state, sight, timestamp(ports.clock));
}

/** Saves what the behaviour says, based on what was just read. */
function decide(
  { ports }: RegionRefresh,
  current: { readonly state: Worker; readonly version: number },
  behaviour: (worker: Worker) => WorkerEvent[],
) {
  const { id } = current.state;
  return update(workerAggregate, ports.workers, id, (state) => (state ? behaviour(state) : []), { current });
}

async function missed(refresh: RegionRefresh, worker: MachineWorker): Promise<Look> {
  const { ports, before, batch } = refresh;
  const { id, instance } = worker.state;
  const at = timestamp(ports.clock);
  const missedSweeps = (before.get(id)?.ec2?.missedSweeps ?? 0) + 1;
  const believed = missedSweeps >= MISSES && elapsedMs(instance.launchedAt, at) >= YOUNG_MS;
  const { state, events } = believed
    ? await decide(refresh, worker, (current) => observeMissing(current, at))
    : { state: worker.state, events: [] };
  const ec2 = { instanceCheck: "unknown", systemCheck: "unknown", checkedAt: at, missedSweeps } as const;
  const moved = events.length > 0;
  batch.add({ update: { workerId: id, at, ec2 }, instanceId: instance.id, moved });
  return { worker: state, moved };
}
