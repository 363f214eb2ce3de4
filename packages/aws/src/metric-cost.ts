import { CoreError, type MetricsEstimate } from "@cml-fleet/core";
import { METRICS_PER_INSTANCE, QUERIES_PER_CALL } from "./metric-queries.ts";

/** GetMetricData is billed by the metric, however many share a call: $0.01 for 1,000. There is no free tier. */
const USD_PER_METRIC = 0.01 / 1_000;

const MONTH_MS = 30 * 24 * 60 * 60_000;

/**
 * What reading the metrics of machines in one region costs, by the list price and a month of 30 days. Detailed monitoring
 * and the agent's metric are billed apart.
 *
 * @throws CoreError `invalid_input` when the interval is not a positive number of milliseconds.
 */
export function estimateMetrics(instances: number, everyMs: number): MetricsEstimate {
  if (!(everyMs > 0)) {
    throw new CoreError(`Cannot estimate a refresh every ${everyMs} ms.`, { code: "invalid_input" });
  }
  const metrics = instances * METRICS_PER_INSTANCE;
  return {
    callsPerRefresh: Math.ceil(metrics / QUERIES_PER_CALL),
    usdPerMonth: metrics * (MONTH_MS / everyMs) * USD_PER_METRIC,
  };
}
