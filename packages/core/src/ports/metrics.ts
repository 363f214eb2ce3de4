import type { Timestamp } from "../kernel/time.ts";
import type { CallOptions, InstanceSnapshot } from "./instances.ts";

/** Which utilisation of a machine. Both are percentages, 0 to 100. */
export type Metric = "cpu" | "memory";

/** One measurement, or why there is none. */
export type MetricSample =
  | {
      readonly metric: Metric;
      /** Percent, 0 to 100, averaged over the period. */
      readonly value: number;
      /** Start of the period the value is for. */
      readonly at: Timestamp;
      readonly periodMs: number;
    }
  | { readonly metric: Metric; readonly absent: "no-data" | "not-running" };

/** What measuring costs. */
export interface MetricsEstimate {
  readonly callsPerRefresh: number;
  readonly usdPerMonth: number;
}

/** Reads the provider's own utilisation metrics of many machines at once. */
export interface MetricsReader {
  /**
   * The newest sample of each metric, by instance id. A machine of a region that could not be read is absent from
   * the answer; one that has no data says so.
   *
   * @throws CoreError when no region could be read.
   */
  read(
    instances: readonly InstanceSnapshot[],
    options?: CallOptions,
  ): Promise<ReadonlyMap<string, readonly MetricSample[]>>;

  /** @param everyMs - Time between two refreshes, in milliseconds. */
  estimate(instances: number, everyMs: number): MetricsEstimate;
}
