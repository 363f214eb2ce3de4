import { getMetricData } from "./actions/get-metric-data.ts";
import { getMetricStatistics } from "./actions/get-metric-statistics.ts";
import { listMetrics } from "./actions/list-metrics.ts";
import { putMetricData } from "./actions/put-metric-data.ts";
import type { CloudWatchActionTable } from "./cloudwatch-action.ts";

/** Every action of CloudWatch that is simulated. */
export const cloudWatchActions: CloudWatchActionTable = {
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
  ListMetrics: listMetrics,
  PutMetricData: putMetricData,
};
