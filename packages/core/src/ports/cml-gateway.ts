import type { Timestamp } from "../kernel/time.ts";
import type { CallOptions } from "./instances.ts";

/** Where a worker's controller is, and how to know that it is the right one. */
export interface CmlTarget {
  readonly workerId: string;
  readonly workerName: string;
  readonly region: string;
  /** Base URL of the controller, `https://203.0.113.7` say. */
  readonly endpoint: string;
  /** SHA-256 of the certificate it must present, 64 hex digits; absent while none was seen yet. */
  readonly fingerprint256?: string;
}

/** Why something could not be learnt from a controller. */
export type CmlFailureCode =
  | "unreachable"
  | "timeout"
  | "not_ready"
  | "certificate_changed"
  | "certificate_untrusted"
  | "credentials_refused"
  | "forbidden"
  | "bad_answer"
  | "server_error";

/** One thing that could not be learnt, in a sentence a person can act on. */
export interface CmlFailure {
  readonly code: CmlFailureCode;
  readonly message: string;
}

/** Host load and workload of a controller (all its compute hosts together). `null` is unknown. */
export interface CmlStats {
  /** Percent, 0 to 100. */
  readonly cpuPercent: number | null;
  readonly memoryUsedBytes: number | null;
  readonly memoryTotalBytes: number | null;
  readonly diskUsedBytes: number | null;
  readonly diskTotalBytes: number | null;
  readonly cpuCount: number | null;
  readonly allocatedCpus: number | null;
  readonly allocatedMemoryBytes: number | null;
  readonly nodesRunning: number | null;
  readonly nodesTotal: number | null;
}

/** What a controller says of its own health. */
export interface CmlHealth {
  readonly valid: boolean | null;
  readonly licensed: boolean | null;
  readonly enterprise: boolean | null;
}

/** What a controller says of its licence, in its own words. */
export interface CmlLicensing {
  /** `COMPLETED` once registered; other words are not documented. */
  readonly registration: string | null;
  /** `IN_COMPLIANCE`, `EVALUATION`, …; not documented either. */
  readonly authorization: string | null;
  readonly expiresAt: Timestamp | null;
}

/** Everything one visit to a controller yields. What failed is in `failures`; the rest is as good as ever. */
export interface CmlReport {
  readonly version: string | null;
  readonly ready: boolean | null;
  readonly stats: CmlStats | null;
  readonly health: CmlHealth | null;
  readonly licensing: CmlLicensing | null;
  readonly labCount: number | null;
  /** SHA-256 of the certificate that was accepted, 64 lower-case hex digits; `null` where it was not looked at. */
  readonly fingerprint256: string | null;
  readonly failures: readonly CmlFailure[];
}

/** A lab as its controller describes it. */
export interface CmlLab {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly notes: string | null;
  /** `DEFINED_ON_CORE`, `STARTED` or `STOPPED`; other words pass. */
  readonly state: string;
  readonly ownerUsername: string | null;
  readonly ownerFullname: string | null;
  readonly nodeCount: number | null;
  readonly linkCount: number | null;
  readonly createdAt: Timestamp | null;
  readonly modifiedAt: Timestamp | null;
  readonly groups: readonly unknown[];
}

/** How to visit a controller. */
export interface CollectOptions extends CallOptions {
  /** Visits also a controller that is being left alone because it hung: a person asked. @defaultValue `false` */
  readonly insist?: boolean;
}

/** How workflows talk to the controllers. */
export interface CmlGateway {
  /**
   * Visits a controller once. A dead, slow, foreign or half-working controller is an answer, not an exception;
   * it ends within a few seconds whatever the controller does. Credentials are sent only to a controller whose
   * certificate is the expected one.
   *
   * @throws CoreError with code `aborted`, and nothing else.
   */
  collect(target: CmlTarget, options?: CollectOptions): Promise<CmlReport>;

  /** Every lab on the controller. An unreadable list is an error, never an empty list. @throws CoreError */
  labs(target: CmlTarget, options?: CallOptions): Promise<CmlLab[]>;

  /** Forgets connections and logins of workers that are gone. */
  forget(workerIds: readonly string[]): Promise<void>;
}
