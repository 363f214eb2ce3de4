import type { EventLog } from "../kernel/event-log.ts";
import { type Clock, type Timestamp, timestamp } from "../kernel/time.ts";
import type { JobHandler, Scheduler } from "../ports/scheduler.ts";

/** How much of the event log is kept. Whichever comes first ends a fact's time. */
export interface EventRetention {
  /** Most facts kept. @defaultValue 100_000 */
  readonly maxEvents?: number;
  /** Longest time a fact is kept, in milliseconds. @defaultValue 604_800_000, which is seven days */
  readonly maxAgeMs?: number;
}

export const EVENT_RETENTION_JOB = "event-log-retention";
const INTERVAL_MS = 60_000;
/** Facts trimmed in one step: a store may be busy with it for some milliseconds, and nobody else can write meanwhile. */
const BATCH = 1_000;
/** Steps in one run: far more than a fleet can add in a minute, and yet a run ends soon when there is much to do. */
const STEPS = 50;

/** Puts the job on the plan, or takes it off. */
export async function planEventRetention(
  scheduler: Scheduler,
  retention: EventRetention | false = {},
): Promise<void> {
  if (retention === false) await scheduler.cancel(EVENT_RETENTION_JOB);
  else await scheduler.every({ job: EVENT_RETENTION_JOB, intervalMs: INTERVAL_MS, runAtStart: true });
}

/** The job that trims the log to what shall be kept. What is too much for one run is left to the next. */
export function eventRetentionJob(
  log: EventLog<unknown>,
  clock: Clock,
  retention: EventRetention | false = {},
): JobHandler {
  return async ({ signal }) => {
    if (retention === false) return;
    const { maxEvents = 100_000, maxAgeMs = 7 * 24 * 3_600_000 } = retention;
    for (let step = 0; step < STEPS && !signal.aborted; step++) {
      const { first, last } = await log.bounds();
      const oldest = timestamp({ now: () => clock.now() - maxAgeMs });
      const through = await endOfStep(log, first, last - maxEvents, oldest);
      if (through < first) return;
      await log.trim(through);
      // A store that works within the call would otherwise keep everything else waiting.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  };
}

/** @returns The last sequence to trim now; one before `first` when everything may stay. */
async function endOfStep(
  log: EventLog<unknown>,
  first: number,
  surplus: number,
  oldest: Timestamp,
): Promise<number> {
  const most = first + BATCH - 1;
  if (surplus >= most) return most;
  const before = Math.max(surplus, first - 1);
  // Mostly nothing is too old, and the first fact that may stay tells so.
  const [next] = await log.read({ after: before, limit: 1 });
  if (next === undefined || next.recordedAt >= oldest) return before;
  const page = await log.read({ after: before, limit: most - before });
  const kept = page.findIndex(({ recordedAt }) => recordedAt >= oldest);
  return (kept === -1 ? page.at(-1) : page[kept - 1])?.sequence ?? before;
}
