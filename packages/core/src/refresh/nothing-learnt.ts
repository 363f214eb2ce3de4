import type { CmlFailure, CmlReport } from "../ports/cml-gateway.ts";

/** The report of a visit that came to nothing, for makers of a gateway. */
export function nothingLearnt(failure: CmlFailure): CmlReport {
  return {
    version: null,
    ready: null,
    stats: null,
    health: null,
    licensing: null,
    labCount: null,
    fingerprint256: null,
    failures: [failure],
  };
}
