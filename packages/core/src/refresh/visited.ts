import type { Timestamp } from "../kernel/time.ts";
import type { CmlReport, CmlTarget } from "../ports/cml-gateway.ts";
import type { Worker } from "../worker/index.ts";
import { targetOf } from "./cml-target.ts";

/** What a visit found, and what was known when it began. */
export interface Visited {
  readonly report: CmlReport;
  /** Absent where nobody knew where to go. */
  readonly target?: CmlTarget;
  readonly begunAt: Timestamp;
}

/** Whether it still says something about the worker: same place, same certificate, and the machine was not restarted since. */
export function isAbout(worker: Worker, { report, target, begunAt }: Visited): boolean {
  const { status, since } = worker.lifecycle;
  if (status !== "running" || since > begunAt) return false;
  const now = targetOf(worker);
  if (!now || !target) return now === target;
  const expected = now.fingerprint256;
  return (
    now.endpoint === target.endpoint &&
    // What was expected then, or what was seen then and has been pinned since.
    (expected === target.fingerprint256 || expected === report.fingerprint256)
  );
}
