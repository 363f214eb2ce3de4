import type { Timestamp } from "../kernel/time.ts";
import type { WorkerObservations } from "../observations/observations.ts";
import type { CmlReport, CmlTarget } from "../ports/cml-gateway.ts";
import type { Worker } from "../worker/index.ts";
import { targetOf } from "./cml-target.ts";

/** What a visit found, and what was known when it began. */
export interface Visited {
  readonly report: CmlReport;
  /** Absent where nobody knew where to go. */
  readonly target?: CmlTarget;
  readonly begunAt: Timestamp;
  /** Whether it took so long that others may have been and gone meanwhile. @defaultValue false */
  readonly late?: boolean;
}

/** Whether something happened after a visit began. What lies in the future is from before the clock was set back. */
function isSince(begunAt: Timestamp, happenedAt: Timestamp, now: Timestamp): boolean {
  return happenedAt > begunAt && happenedAt <= now;
}

/** Whether a visit that began later has left its outcome already. */
export function isOvertaken(
  { begunAt }: Visited,
  newest: WorkerObservations | undefined,
  now: Timestamp,
): boolean {
  const { visitedAt } = newest?.cml ?? {};
  return visitedAt !== undefined && isSince(begunAt, visitedAt, now);
}

/** Whether it still says something about the worker: same place, same certificate, and the machine was not restarted since. */
export function isAbout(worker: Worker, { report, target, begunAt }: Visited, now: Timestamp): boolean {
  const { status, since } = worker.lifecycle;
  if (status !== "running" || isSince(begunAt, since, now)) return false;
  const present = targetOf(worker);
  if (!present || !target) return present === target;
  const expected = present.fingerprint256;
  return (
    present.endpoint === target.endpoint &&
    // What was expected then, or what was seen then and has been pinned since.
    (expected === target.fingerprint256 || expected === report.fingerprint256)
  );
}
