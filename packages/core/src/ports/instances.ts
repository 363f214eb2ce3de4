import type { CoreError } from "../errors.ts";
import type { Timestamp } from "../kernel/time.ts";

/** Options every call to the outside world takes. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** Names one machine. The core never looks inside the id. */
export interface InstanceRef {
  readonly region: string;
  readonly id: string;
}

/** What the provider says a machine does; `unrecognised` when it uses a word we do not know. */
export type PowerState =
  | "pending"
  | "running"
  | "stopping"
  | "stopped"
  | "terminating"
  | "terminated"
  | "unrecognised";

/** One-minute metrics: a setting that takes a while to come into force. */
export type DetailedMonitoring = "off" | "turning-on" | "on" | "turning-off";

/** A machine as the provider described it at one moment. */
export interface InstanceSnapshot extends InstanceRef {
  readonly power: PowerState;
  /** Why the provider changed the power state, in its own words. */
  readonly powerReason?: string;
  readonly imageId: string;
  readonly instanceType: string;
  readonly zone?: string;
  /** When it was last started, which is not when it was made. */
  readonly launchedAt: Timestamp;
  readonly publicIp?: string;
  readonly privateIp?: string;
  /** The provider's name for the machine, if somebody gave it one. */
  readonly name?: string;
  /** Absent when the provider's answer cannot be trusted to hold them (right after a launch). */
  readonly tags?: Readonly<Record<string, string>>;
  readonly detailedMonitoring: DetailedMonitoring;
  readonly observedAt: Timestamp;
}

/** What became of one item of a bulk call. */
export type Outcome<Value> =
  | { readonly ref: InstanceRef; readonly ok: true; readonly value: Value }
  | { readonly ref: InstanceRef; readonly ok: false; readonly error: CoreError };

/** Part of a bulk read that failed as a whole; the other parts are not affected. */
export interface FailedRead {
  readonly refs: readonly InstanceRef[];
  readonly error: CoreError;
}

/** The provider's answer about a set of known machines. Each of those asked for is in exactly one list. */
export interface DescribeResult {
  readonly found: readonly InstanceSnapshot[];
  /** The provider does not know these. Right after a launch that proves nothing. */
  readonly missing: readonly InstanceRef[];
  readonly failed: readonly FailedRead[];
}

/** Which machines to look for in one region. Conditions are combined with "and". */
export interface DiscoverQuery {
  readonly region: string;
  /** Any of these images. An empty list finds nothing. */
  readonly imageIds?: readonly string[];
  /** All of these tags, with exactly these values. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** `ok` is proved by the check; `unknown` is not proved at all. */
export type CheckStatus =
  | "ok"
  | "initializing"
  | "impaired"
  | "insufficient-data"
  | "not-applicable"
  | "unknown";

/** The provider's health checks of one machine. */
export interface HealthChecks {
  /** Is the machine's own system reachable? */
  readonly instance: CheckStatus;
  /** Is the host below it all right? */
  readonly system: CheckStatus;
}

/** A region's machines that are not well. A running machine that is not listed is `ok` in both checks. */
export interface HealthReport {
  readonly region: string;
  readonly notOk: ReadonlyMap<string, HealthChecks>;
  readonly asOf: Timestamp;
}

/** Reads machines, many at a time. */
export interface InstanceReader {
  /**
   * Describes known machines of any number of regions. One that is unknown to the provider never spoils the
   * answer about the others; a region that fails is reported in `failed`.
   */
  describe(refs: readonly InstanceRef[], options?: CallOptions): Promise<DescribeResult>;

  /**
   * Finds machines, page by page, in no particular order. Terminated ones may be among them.
   *
   * @throws CoreError when a page cannot be read.
   */
  discover(query: DiscoverQuery, options?: CallOptions): AsyncIterable<InstanceSnapshot>;

  /**
   * Asks one region only for what is not well, so that the cost does not grow with the number of machines.
   *
   * @throws CoreError
   */
  health(region: string, options?: CallOptions): Promise<HealthReport>;
}

/** Before and after of a power command, as the provider answered it. */
export interface PowerChange {
  readonly from: PowerState;
  readonly to: PowerState;
}

/** Commands machines, many at a time, with an outcome for each: one bad machine never spoils the others. */
export interface InstanceControl {
  /** Starts stopped machines. One that is already pending or running is a success. */
  start(refs: readonly InstanceRef[], options?: CallOptions): Promise<Outcome<PowerChange>[]>;
  /** Stops running machines. One that is already stopping or stopped is a success. */
  stop(refs: readonly InstanceRef[], options?: CallOptions): Promise<Outcome<PowerChange>[]>;
}
