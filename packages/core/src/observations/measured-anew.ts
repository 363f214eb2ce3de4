import { sameJson } from "../kernel/same-json.ts";
import type { ObservationUpdate, WorkerObservations } from "./observations.ts";

const sources = ["ec2", "cloudwatch", "cml"] as const;

/**
 * Whether an update says anything that was not known before. That the clock went on is no news, nor is one more sweep
 * that did not find the machine; a source that the update does not mention keeps what it had.
 */
export function measuredAnew(update: ObservationUpdate, before: WorkerObservations | undefined): boolean {
  return sources.some(
    (source) =>
      update[source] !== undefined && !sameJson(timeless(update[source]), timeless(before?.[source])),
  );
}

function timeless(observation: object | undefined): object | undefined {
  return (
    observation && {
      ...observation,
      syncedAt: 0,
      visitedAt: 0,
      checkedAt: 0,
      collectedAt: 0,
      missedSweeps: 0,
    }
  );
}
