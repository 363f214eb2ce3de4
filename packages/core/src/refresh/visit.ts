import type { CmlFailure, CmlReport, CmlTarget } from "../ports/cml-gateway.ts";
import type { Worker } from "../worker/index.ts";

/** Where to visit a worker's controller; `undefined` when there is nowhere to go. */
export function targetOf(worker: Worker): CmlTarget | undefined {
  if (worker.lifecycle.status !== "running" || worker.lifecycle.endpoint === undefined) return undefined;
  return {
    workerId: worker.id,
    workerName: worker.name,
    region: worker.region,
    endpoint: worker.lifecycle.endpoint,
    ...(worker.certificate && { fingerprint256: worker.certificate.fingerprint256 }),
  };
}

/** The report about a controller that cannot be visited because nobody knows where it is. */
export function nowhere(worker: Worker): CmlReport {
  const message = `Worker ${worker.name} runs but has no address the fleet may use. Give the machine one, or say where its controller is by the tag cml:endpoint.`;
  return nothingLearnt({ code: "unreachable", message });
}

/** The report of a visit that came to nothing. */
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
