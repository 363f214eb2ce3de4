import type { CmlTarget } from "../ports/cml-gateway.ts";
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
