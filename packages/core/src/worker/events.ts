import type { Timestamp } from "../kernel/time.ts";
import type {
  Actor,
  LicenseStatus,
  PinnedCertificate,
  Reason,
  StopReason,
  WorkerInstance,
  WorkerService,
  WorkerStatus,
} from "./worker.ts";

/** Statuses an observation can lead to. */
export type ObservedStatus = Exclude<WorkerStatus, "pending" | "provisioning" | "failed" | "terminated">;

/** Facts about one worker, in the past tense. Add members freely; never change or remove one. */
export type WorkerEvent = { readonly at: Timestamp } & (
  | WorkerOriginEvent
  | WorkerLifecycleEvent
  | WorkerServiceEvent
);

/** How a worker comes to be known. */
export type WorkerOriginEvent =
  | {
      readonly type: "worker.registered";
      readonly id: string;
      readonly name: string;
      readonly region: string;
      readonly by: Actor;
    }
  | {
      readonly type: "worker.imported";
      readonly id: string;
      readonly name: string;
      readonly region: string;
      readonly instance: WorkerInstance;
      readonly status: ObservedStatus;
      readonly endpoint?: string;
      readonly by: Actor;
    };

/** What happens to the machine. Each says where the worker stood before. */
export type WorkerLifecycleEvent = { readonly from: WorkerStatus } & (
  | { readonly type: "worker.provisioning-started" }
  | { readonly type: "worker.launched"; readonly instance: WorkerInstance }
  | { readonly type: "worker.provisioning-failed"; readonly reason: Reason }
  | { readonly type: "worker.start-requested"; readonly by: Actor }
  | { readonly type: "worker.start-refused"; readonly reason: Reason }
  | { readonly type: "worker.stop-requested"; readonly reason: StopReason; readonly by: Actor }
  | {
      readonly type: "worker.stop-refused";
      readonly reason: Reason;
      /** Where the controller was before the order, and how: the machine has been running all along. */
      readonly endpoint?: string;
      readonly service?: WorkerService;
    }
  | { readonly type: "worker.termination-requested"; readonly by: Actor }
  | {
      readonly type: "worker.status-observed";
      readonly to: ObservedStatus;
      /** Only when `to` is `running`. */
      readonly endpoint?: string;
      /** Only when `to` is `unknown`. */
      readonly reason?: Reason;
    }
  | { readonly type: "worker.terminated"; readonly name: string; readonly by: Actor }
);

/** What is learnt about the machine and the controller while the lifecycle stays as it is. */
export type WorkerServiceEvent =
  | { readonly type: "worker.instance-changed"; readonly instance: WorkerInstance }
  | { readonly type: "worker.endpoint-changed"; readonly endpoint?: string }
  | {
      readonly type: "worker.service-changed";
      readonly from: WorkerService["status"];
      readonly to: WorkerService["status"];
      readonly reason?: Reason;
    }
  | { readonly type: "worker.license-changed"; readonly from: LicenseStatus; readonly to: LicenseStatus }
  | {
      readonly type: "worker.certificate-pinned";
      readonly fingerprint256: string;
      readonly source: PinnedCertificate["source"];
      readonly by: Actor;
    };
