import type { CoreError } from "../errors.ts";
import type { ObservationUpdate, WorkerObservations } from "../observations/observations.ts";
import type { CallOptions } from "../ports/instances.ts";
import type { WorkflowPorts } from "../workflows/ports.ts";
import { activeWorkers } from "./active-workers.ts";
import { announce } from "./announce.ts";
import { observationBatch } from "./observation-batch.ts";
import { refreshRegion } from "./refresh-region.ts";
import { visitLanes } from "./visit-lanes.ts";

/** What {@link refreshFleet} looks at. */
export interface RefreshFleetOptions extends CallOptions {
  /** Only these workers. @defaultValue all that have a machine */
  readonly workerIds?: readonly string[];
}

/** What one cycle did. */
export interface RefreshSummary {
  /** Workers looked at. */
  readonly workers: number;
  /** Workers whose state changed. */
  readonly changed: number;
  /** What could not be read; other workers and regions are not affected. */
  readonly errors: readonly CoreError[];
}

/**
 * One look at the whole fleet: the provider's machines in bulk, region by region, then every running controller.
 * A region or a controller that fails changes nothing about the others, and does not delay them.
 *
 * @throws CoreError when the stores cannot be used, or the signal ends it.
 */
export async function refreshFleet(
  ports: WorkflowPorts,
  options: RefreshFleetOptions = {},
): Promise<RefreshSummary> {
  const { workerIds, ...call } = options;
  const workers = await activeWorkers(ports.workers, workerIds && new Set(workerIds));
  const before = await ports.observations.load(workers.map(({ state }) => state.id));
  const batch = observationBatch(async (updates) => {
    await ports.observations.save(updates);
    await announce(ports, changedIn(updates, before), "telemetry_updated");
  });
  const visits = visitLanes();
  const regions = await Promise.all(
    [...Map.groupBy(workers, ({ state }) => state.region)].map(([region, list]) =>
      refreshRegion({ ports, region, workers: list, before, batch, visits, call }),
    ),
  );
  await batch.finish();
  await ports.relay();
  return {
    workers: workers.length,
    changed: new Set(regions.flatMap(({ changed }) => changed)).size,
    errors: regions.flatMap(({ errors }) => errors),
  };
}

/** Workers of which something measured is different now; that the clock went on is no difference. */
function changedIn(
  updates: readonly ObservationUpdate[],
  before: ReadonlyMap<string, WorkerObservations>,
): string[] {
  return updates
    .filter((update) => {
      const old = before.get(update.workerId);
      return (
        measured(update.cml) !== measured(old?.cml) ||
        measured(update.ec2) !== measured(old?.ec2) ||
        measured(update.cloudwatch) !== measured(old?.cloudwatch)
      );
    })
    .map(({ workerId }) => workerId);
}

function measured(observation: object | undefined): string {
  return JSON.stringify({ ...observation, syncedAt: 0, checkedAt: 0, collectedAt: 0 });
}
