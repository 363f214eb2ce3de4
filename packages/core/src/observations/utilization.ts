import type { ObservationUpdate, UtilizationSample, WorkerObservations } from "./observations.ts";

/** How busy a worker is, in percent from 0 to 100; `null` is unknown. */
export interface Utilization {
  readonly cpuPercent: number | null;
  readonly memoryPercent: number | null;
  readonly diskPercent: number | null;
}

/** The controller's own numbers; CloudWatch's for CPU and memory where the controller gives none. */
export function utilizationOf({ cml, cloudwatch }: Omit<WorkerObservations, "workerId">): Utilization {
  const stats = cml?.stats;
  return {
    cpuPercent: clamped(stats?.cpuPercent ?? cloudwatch?.cpuPercent),
    memoryPercent:
      ratio(stats?.memoryUsedBytes, stats?.memoryTotalBytes) ?? clamped(cloudwatch?.memoryPercent),
    diskPercent: ratio(stats?.diskUsedBytes, stats?.diskTotalBytes),
  };
}

/** The point an update adds to the history; `undefined` when it measured nothing. For implementers of a store. */
export function sampleOf(update: ObservationUpdate): UtilizationSample | undefined {
  if (!update.cml?.stats && !update.cloudwatch) return undefined;
  return { at: update.at, ...utilizationOf(update), nodesRunning: update.cml?.stats?.nodesRunning ?? null };
}

function ratio(used: number | null | undefined, total: number | null | undefined): number | null {
  if (used == null || total == null || total <= 0) return null;
  return clamped((used / total) * 100);
}

function clamped(percent: number | null | undefined): number | null {
  return percent == null || Number.isNaN(percent) ? null : Math.min(100, Math.max(0, percent));
}
