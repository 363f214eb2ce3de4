import { getMetricData } from "./actions/get-metric-data.ts";
import { listMetrics } from "./actions/list-metrics.ts";
import type { CloudWatchActionTable } from "./cloudwatch-action.ts";

/** Every action of CloudWatch that is simulated. */
export const cloudWatchActions: CloudWatchActionTable = {
  GetMetricData: getMetricData,
  ListMetrics: listMetrics,
};
