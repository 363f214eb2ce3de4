import { type Timestamp, timestamp } from "../kernel/time.ts";
import { measuredAnew } from "../observations/measured-anew.ts";
import type { ObservationUpdate, WorkerObservations } from "../observations/observations.ts";
import type { InstanceSnapshot } from "../ports/instances.ts";
import { announceNews } from "./announce.ts";
import type { RegionRefresh } from "./refresh-region.ts";
import type { RegionMeasurements, RegionSweep } from "./region-sweep.ts";

/** What was measured of a machine by the provider. `measurements` are absent while they are awaited: then only that it is there. */
export function measured(
  snapshot: InstanceSnapshot,
  measurements: RegionMeasurements | undefined,
  last: WorkerObservations | undefined,
  at: Timestamp,
): Pick<WorkerObservations, "ec2" | "cloudwatch"> {
  if (!measurements) return last?.ec2?.missedSweeps ? { ec2: { ...last.ec2, missedSweeps: 0 } } : {};
  const newest = measurements.cloudwatch(snapshot, last?.cloudwatch);
  const ec2 = { ...measurements.checks(snapshot), checkedAt: at, missedSweeps: 0 };
  return { ec2, ...(newest && { cloudwatch: newest }) };
}

/** Saves and tells the measurements of a region that its looks did not wait for. */
export async function recordMeasurements(
  { ports, workers, before }: RegionRefresh,
  { found }: RegionSweep,
  measurements: RegionMeasurements,
): Promise<void> {
  const at = timestamp(ports.clock);
  const updates = workers.flatMap(({ state }): (ObservationUpdate & { readonly instanceId: string })[] => {
    const { id, instance } = state;
    const snapshot = found.get(instance.id);
    if (!snapshot) return [];
    return [
      { workerId: id, at, instanceId: instance.id, ...measured(snapshot, measurements, before.get(id), at) },
    ];
  });
  await ports.observations.save(updates.map(({ instanceId: _, ...update }) => update));
  await announceNews(
    ports,
    updates
      .filter((update) => measuredAnew(update, before.get(update.workerId)))
      .map(({ instanceId }) => ({ instanceId, measured: true })),
  );
}
