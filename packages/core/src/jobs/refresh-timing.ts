import type { RefreshTiming } from "../events/worker-snapshot.ts";
import type { Scheduler } from "../ports/scheduler.ts";
import { METRICS_JOB } from "../workflows/refresh-worker.ts";

/** When the fleet is looked at next, by the scheduler's own plan; unknown while the scheduler cannot say. */
export async function refreshTiming(
  scheduler: Scheduler,
  intervalMs: number | false,
): Promise<RefreshTiming> {
  const pollInterval = intervalMs === false ? null : intervalMs / 1000;
  try {
    const job = (await scheduler.list()).find(({ key }) => key === METRICS_JOB);
    return { pollInterval, nextRefreshAt: job?.nextRunAt ?? null };
  } catch {
    // A worker can be shown without it.
    return { pollInterval, nextRefreshAt: null };
  }
}
