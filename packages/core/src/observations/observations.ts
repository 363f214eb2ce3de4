import type { Timestamp } from "../kernel/time.ts";
import type { CmlFailure, CmlHealth, CmlLicensing, CmlStats } from "../ports/cml-gateway.ts";
import type { CheckStatus } from "../ports/instances.ts";

/** What EC2's health checks said. */
export interface Ec2Observation {
  readonly instanceCheck: CheckStatus;
  readonly systemCheck: CheckStatus;
  readonly checkedAt: Timestamp;
  /** How many sweeps in a row did not find the machine. */
  readonly missedSweeps: number;
}

/** What CloudWatch measured. `null` is unknown. */
export interface CloudWatchObservation {
  /** Percent, 0 to 100. */
  readonly cpuPercent: number | null;
  /** Percent, 0 to 100; needs the CloudWatch agent on the machine. */
  readonly memoryPercent: number | null;
  readonly collectedAt: Timestamp;
}

/** What the controller said. `null` is unknown. While it gives no answer, what it said last stays, but for its load. */
export interface CmlObservation {
  readonly version: string | null;
  readonly ready: boolean | null;
  readonly stats: CmlStats | null;
  readonly labCount: number | null;
  readonly health: CmlHealth | null;
  readonly licensing: CmlLicensing | null;
  /** What could not be learnt by the last visit. */
  readonly failures: readonly CmlFailure[];
  /** When it answered last; `null` while it never did. */
  readonly syncedAt: Timestamp | null;
  /** When the visit began by which the rest is known. Absent in what was saved before this was noted. */
  readonly visitedAt?: Timestamp;
}

/** The newest measurements of one worker, by source. A source that was never heard is absent. */
export interface WorkerObservations {
  readonly workerId: string;
  readonly ec2?: Ec2Observation;
  readonly cloudwatch?: CloudWatchObservation;
  readonly cml?: CmlObservation;
}

/** New measurements of one worker. A source that is absent keeps what it had. */
export interface ObservationUpdate extends WorkerObservations {
  readonly at: Timestamp;
}

/** One point of a worker's history. Percentages are 0 to 100; `null` is unknown. */
export interface UtilizationSample {
  readonly at: Timestamp;
  readonly cpuPercent: number | null;
  readonly memoryPercent: number | null;
  readonly diskPercent: number | null;
  readonly nodesRunning: number | null;
}
