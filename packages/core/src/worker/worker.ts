import type { Timestamp } from "../kernel/time.ts";
import type { DetailedMonitoring } from "../ports/instances.ts";

/** Where a worker's machine stands, in the fleet's own words. */
export type WorkerStatus =
  | "pending"
  | "provisioning"
  | "starting"
  | "running"
  | "stopping"
  | "stopped"
  | "terminating"
  | "terminated"
  | "unknown"
  | "failed";

/** Why the fleet or a person stops a worker. */
export type StopReason = "manual" | "idle" | "budget";

/** Who did something: `user:alice`, `job:idle-detection`. */
export type Actor = string;

/** A fact's cause, for programs and for people. */
export interface Reason {
  readonly code: string;
  /** A sentence that names the way out, if there is one. */
  readonly message: string;
}

/** Where the machine stands, with only what is known at that point. */
export type WorkerLifecycle = { readonly since: Timestamp } & (
  | { readonly status: "pending" | "provisioning" | "starting" | "stopped" | "terminating" | "terminated" }
  | {
      readonly status: "running";
      /** Absent while the machine has no address that the fleet may use. */
      readonly endpoint?: string;
    }
  | { readonly status: "stopping"; readonly stopReason?: StopReason }
  | { readonly status: "unknown" | "failed"; readonly reason: Reason }
);

/** Whether the controller on the machine can be worked with. `reason` says why not. */
export interface WorkerService {
  readonly status: "unavailable" | "starting" | "available" | "error";
  readonly since: Timestamp;
  readonly reason?: Reason;
}

/** The controller's licence, in the fleet's words. */
export type LicenseStatus = "unregistered" | "registered" | "evaluation" | "expired" | "invalid";

/** What is known of the worker's machine besides its power state. */
export interface WorkerInstance {
  readonly id: string;
  readonly type: string;
  readonly zone?: string;
  readonly publicIp?: string;
  readonly privateIp?: string;
  readonly launchedAt: Timestamp;
  readonly tags: Readonly<Record<string, string>>;
  readonly detailedMonitoring: DetailedMonitoring;
  readonly image: WorkerImage;
}

/** The image the machine was made from. */
export interface WorkerImage {
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  readonly createdAt?: Timestamp;
}

/** The certificate by which the fleet knows the worker's controller. */
export interface PinnedCertificate {
  /** SHA-256 over the DER certificate, 64 lower-case hex digits. */
  readonly fingerprint256: string;
  readonly at: Timestamp;
  /** `first-use`: seen when nothing was pinned yet; `operator`: a person said so. */
  readonly source: "first-use" | "operator";
}

/** One CML controller on one machine. */
export interface Worker {
  readonly schemaVersion: 1;
  /** UUIDv7 of ours, never the machine's id. */
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly origin: "created" | "imported";
  readonly createdAt: Timestamp;
  readonly createdBy: Actor;
  readonly updatedAt: Timestamp;
  /** Absent until there is a machine. */
  readonly instance?: WorkerInstance;
  readonly lifecycle: WorkerLifecycle;
  readonly service: WorkerService;
  readonly license: LicenseStatus;
  readonly certificate?: PinnedCertificate;
  readonly terminatedBy?: Actor;
}
