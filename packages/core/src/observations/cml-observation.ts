import type { Timestamp } from "../kernel/time.ts";
import type { CmlReport } from "../ports/cml-gateway.ts";
import type { CmlObservation } from "./observations.ts";

/**
 * What to remember of a visit. A controller that gave no answer is still the one it was: what it said of itself stays,
 * as old as it is. How busy it is now nobody knows.
 */
export function cmlObservation(
  report: CmlReport,
  last: CmlObservation | undefined,
  { at, visitedAt }: { readonly at: Timestamp; readonly visitedAt: Timestamp },
): CmlObservation {
  const { version, ready, stats, labCount, health, licensing, failures } = report;
  if (version !== null) {
    return { version, ready, stats, labCount, health, licensing, failures, syncedAt: at, visitedAt };
  }
  return {
    version: last?.version ?? null,
    ready: null,
    stats: null,
    labCount: last?.labCount ?? null,
    health: last?.health ?? null,
    licensing: last?.licensing ?? null,
    failures,
    syncedAt: last?.syncedAt ?? null,
    visitedAt,
  };
}
