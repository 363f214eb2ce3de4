import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  type MetricDataQuery,
} from "@aws-sdk/client-cloudwatch";

export const minuteMs = 60_000;

/** A query for the average of a metric. */
export function query(
  id: string,
  metric: "cpu" | "memory",
  dimensions: Record<string, string>,
  Period = 300,
): MetricDataQuery {
  const [Namespace, MetricName] =
    metric === "cpu" ? ["AWS/EC2", "CPUUtilization"] : ["CWAgent", "mem_used_percent"];
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { Id: id, MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period, Stat: "Average" } };
}

/** The last minutes up to now. */
export function last(
  minutes: number,
  nowMs: number,
  MetricDataQueries: MetricDataQuery[],
): GetMetricDataCommandInput {
  return { StartTime: new Date(nowMs - minutes * minuteMs), EndTime: new Date(nowMs), MetricDataQueries };
}

/** What GetMetricData answers, its first page. */
export const results = async (cloudWatch: CloudWatchClient, input: GetMetricDataCommandInput) =>
  (await cloudWatch.send(new GetMetricDataCommand(input))).MetricDataResults ?? [];
