import type { Clock, CmlReport } from "@cml-fleet/core";

/** Spares the fleet the wait for controllers that hang. */
export interface Breaker {
  /** The report to give without a visit, while the controller is being left alone. */
  instead(workerId: string): CmlReport | undefined;
  record(workerId: string, report: CmlReport): void;
  forget(workerIds: readonly string[]): void;
}

/** Visits in a row that must time out. A refused connection costs nothing and does not count. */
const TIMEOUTS = 3;
/** How long a controller that hangs is left alone, in milliseconds. */
const REST_MS = 60_000;

export function breaker(clock: Clock): Breaker {
  const hanging = new Map<
    string,
    { readonly timeouts: number; readonly last: CmlReport; readonly until: number }
  >();

  return {
    instead(workerId) {
      const entry = hanging.get(workerId);
      return entry && entry.timeouts >= TIMEOUTS && clock.now() < entry.until ? entry.last : undefined;
    },
    record(workerId, report) {
      const timedOut = report.version === null && report.failures.some(({ code }) => code === "timeout");
      if (!timedOut) {
        hanging.delete(workerId);
        return;
      }
      const timeouts = (hanging.get(workerId)?.timeouts ?? 0) + 1;
      hanging.set(workerId, { timeouts, last: report, until: clock.now() + REST_MS });
    },
    forget(workerIds) {
      for (const id of workerIds) hanging.delete(id);
    },
  };
}
