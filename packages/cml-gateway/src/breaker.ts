import type { Clock, CmlReport, CmlTarget } from "@cml-fleet/core";

/** Spares the fleet the wait for controllers that hang. */
export interface Breaker {
  /** The report to give without a visit, while the controller is being left alone. */
  instead(target: CmlTarget): CmlReport | undefined;
  /** Takes note of what a visit showed. */
  record(target: CmlTarget, report: CmlReport): void;
  forget(workerIds: readonly string[]): void;
}

/** Visits in a row that must time out. A refused connection costs nothing and does not count. */
const TIMEOUTS = 3;
/** How long a controller that hangs is left alone, in milliseconds. */
const REST_MS = 60_000;

interface Hanging {
  readonly endpoint: string;
  readonly timeouts: number;
  readonly last: CmlReport;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** A breaker without a past. A worker at a new address starts afresh: its machine was started again. */
export function breaker(clock: Clock): Breaker {
  const hanging = new Map<string, Hanging>();
  const pastOf = ({ workerId, endpoint }: CmlTarget): Hanging | undefined => {
    const past = hanging.get(workerId);
    return past?.endpoint === endpoint ? past : undefined;
  };

  return {
    instead(target) {
      const past = pastOf(target);
      return past && past.timeouts >= TIMEOUTS && clock.now() < past.until ? past.last : undefined;
    },
    record(target, report) {
      const { workerId, endpoint } = target;
      const timedOut = report.version === null && report.failures.some(({ code }) => code === "timeout");
      if (!timedOut) {
        hanging.delete(workerId);
        return;
      }
      const timeouts = (pastOf(target)?.timeouts ?? 0) + 1;
      hanging.set(workerId, { endpoint, timeouts, last: report, until: clock.now() + REST_MS });
    },
    forget(workerIds) {
      for (const id of workerIds) hanging.delete(id);
    },
  };
}
