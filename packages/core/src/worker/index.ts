import type { Aggregate } from "../kernel/aggregate.ts";
import type { WorkerEvent } from "./events.ts";
import { evolveWorker } from "./evolve.ts";
import type { Worker } from "./worker.ts";

export const workerAggregate: Aggregate<Worker, WorkerEvent> = { name: "worker", evolve: evolveWorker };

export { trustCertificate } from "./certificate.ts";
export type {
  ObservedStatus,
  WorkerEvent,
  WorkerLifecycleEvent,
  WorkerOriginEvent,
  WorkerServiceEvent,
} from "./events.ts";
export { licenseOf } from "./license.ts";
export { lifecycleTable } from "./lifecycle-table.ts";
export { type InstanceSight, observeInstance, observeMissing, SETTLE_MS } from "./observe-instance.ts";
export { BOOT_MS, observeService } from "./observe-service.ts";
export { type Adoption, importWorker, registerWorker, type WorkerIdentity } from "./origin.ts";
export {
  beginProvisioning,
  failProvisioning,
  observeLaunched,
  refuseStart,
  refuseStop,
  requestStart,
  requestStop,
  requestTermination,
} from "./requests.ts";
export type {
  Actor,
  LicenseStatus,
  PinnedCertificate,
  Reason,
  StopReason,
  Worker,
  WorkerImage,
  WorkerInstance,
  WorkerLifecycle,
  WorkerService,
  WorkerStatus,
} from "./worker.ts";
