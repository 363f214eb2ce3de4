import { CoreError } from "../errors.ts";
import { measuredAnew } from "../observations/measured-anew.ts";
import type { CallOptions } from "../ports/instances.ts";
import type { WorkflowPorts } from "../workflows/ports.ts";
import { activeWorkers } from "./active-workers.ts";
import { announceNews } from "./announce.ts";
import { observationBatch } from "./observation-batch.ts";
import { refreshRegion } from "./refresh-region.ts";
import { settleAll } from "./settle-all.ts";
import type { Stragglers } from "./stragglers.ts";
import { visitLanes } from "./visit-lanes.ts";

/** What {@link refreshFleet} looks at. */
export interface RefreshFleetOptions extends CallOptions {
  /** Only these workers. @defaultValue all that have a machine */
  readonly workerIds?: readonly string[];
  /** Visits controllers again that hung several times and are being left alone. @defaultValue `false` */
  readonly insist?: boolean;
}

/** Also who takes over visits that last. Without one the cycle waits for every visit. */
export interface RefreshCycle extends RefreshFleetOptions {
  readonly stragglers?: Stragglers;
}

/** What one cycle did. */
export interface RefreshSummary {
  /** Workers looked at. */
  readonly workers: number;
  /** Workers whose state changed, so far. */
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
  options: RefreshCycle = {},
): Promise<RefreshSummary> {
  const { workerIds, insist = false, stragglers } = options;
  const signals = [options.signal, stragglers?.signal].filter((signal) => signal !== undefined);
  const call = { signal: AbortSignal.any(signals) };
  const workers = await activeWorkers(ports.workers, workerIds);
  const before = await ports.observations.load(workers.map(({ state }) => state.id));
  const batch = observationBatch(async (sightings) => {
    await ports.observations.save(sightings.map(({ update }) => update));
    const news = sightings.map(({ update, instanceId, moved }) => {
      const last = before.get(update.workerId);
      return {
        instanceId,
        moved,
        measured: measuredAnew(update, last),
        // Without an outcome of its own, the cycle does not know the newest one: a late visit may have ended meanwhile.
        ...(update.cml && { observations: { ...last, ...update } }),
      };
    });
    await announceNews(
      ports,
      news.filter(({ moved, measured }) => moved || measured),
    );
  });
  const visits = visitLanes();
  const regions = await settleAll(
    [...Map.groupBy(workers, ({ state }) => state.region)].map(([region, list]) =>
      refreshRegion({ ports, region, workers: list, before, batch, visits, stragglers, insist, call }),
    ),
  ).finally(() => batch.finish());
  await ports.relay();
  await ports.gateway.forget(regions.flatMap(({ gone }) => gone));
  if (call.signal.aborted) throw aborted(call.signal.reason);
  return {
    workers: workers.length,
    changed: regions.flatMap(({ changed }) => changed).length,
    errors: regions.flatMap(({ errors }) => errors),
  };
}

const aborted = (cause: unknown): CoreError =>
  new CoreError("The refresh of the fleet was aborted.", { code: "aborted", cause });
