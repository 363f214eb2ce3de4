import type {
  Dimension,
  GetMetricDataCommandInput,
  MetricDataQuery,
  MetricDataResult,
} from "@aws-sdk/client-cloudwatch";
import type { InstanceSnapshot, Metric, MetricSample } from "@cml-fleet/core";

/** Metrics read of each instance. */
export const METRICS_PER_INSTANCE = 2;

/** Queries one GetMetricData takes. */
export const QUERIES_PER_CALL = 500;

/**
 * Which dimensions the CloudWatch agent was told to publish memory under. CloudWatch finds a metric only by its exact
 * set.
 *
 * `instanceId`: the instance id alone, which takes `"aggregation_dimensions": [["InstanceId"]]` in the agent's
 * configuration. `wizard`: instance id, image id and instance type, as the agent's wizard writes it outside of an
 * Auto Scaling group.
 */
export type AgentDimensions = "instanceId" | "wizard";

/** How the memory metric is found. */
export interface AgentMetric {
  readonly namespace: string;
  readonly dimensions: AgentDimensions;
}

const MINUTE_MS = 60_000;

/** How late CloudWatch may be with a value, in milliseconds. */
const LAG_MS = 2 * MINUTE_MS;

/** How often EC2 publishes the metrics of an instance, in milliseconds. */
export function periodOf({ detailedMonitoring }: InstanceSnapshot): number {
  return detailedMonitoring === "on" ? MINUTE_MS : 5 * MINUTE_MS;
}

/** One call for the newest values of some instances, 250 at most. */
export function metricDataInput(
  instances: readonly InstanceSnapshot[],
  agent: AgentMetric,
  now: number,
): GetMetricDataCommandInput {
  // Starting on a multiple of the period is what CloudWatch answers fastest.
  const longest = Math.max(...instances.map(periodOf));
  const start = Math.floor((now - 2 * longest - LAG_MS) / longest) * longest;
  const end = Math.ceil(now / longest) * longest;
  return {
    StartTime: new Date(start),
    EndTime: new Date(end),
    ScanBy: "TimestampDescending",
    MetricDataQueries: instances.flatMap((instance, index) => queriesFor(instance, index, agent)),
  };
}

function queriesFor(instance: InstanceSnapshot, index: number, agent: AgentMetric): MetricDataQuery[] {
  const instanceId = { Name: "InstanceId", Value: instance.id };
  const query = (
    id: string,
    Namespace: string,
    MetricName: string,
    Dimensions: Dimension[],
  ): MetricDataQuery => ({
    Id: id,
    MetricStat: {
      Metric: { Namespace, MetricName, Dimensions },
      Period: periodOf(instance) / 1_000,
      Stat: "Average",
    },
    ReturnData: true,
  });
  const wizard = [
    { Name: "ImageId", Value: instance.imageId },
    { Name: "InstanceType", Value: instance.instanceType },
  ];
  return [
    query(`c${index}`, "AWS/EC2", "CPUUtilization", [instanceId]),
    query(`m${index}`, agent.namespace, "mem_used_percent", [
      instanceId,
      ...(agent.dimensions === "wizard" ? wizard : []),
    ]),
  ];
}

/** The newest value of each metric of each instance, from all pages of an answer. */
export function newestSamples(
  instances: readonly InstanceSnapshot[],
  results: readonly MetricDataResult[],
): Map<string, readonly MetricSample[]> {
  const newest = new Map<string, { readonly at: number; readonly value: number }>();
  for (const { Id = "", Timestamps = [], Values = [] } of results) {
    for (const [index, timestamp] of Timestamps.entries()) {
      const [at, value] = [timestamp.getTime(), Values[index]];
      if (value !== undefined && at > (newest.get(Id)?.at ?? Number.NEGATIVE_INFINITY)) {
        newest.set(Id, { at, value });
      }
    }
  }
  return new Map(
    instances.map((instance, index) => {
      const sample = (metric: Metric, id: string): MetricSample => {
        const point = newest.get(id);
        if (point === undefined) return { metric, absent: "no-data" };
        const at = new Date(point.at).toISOString();
        return { metric, value: point.value, at, periodMs: periodOf(instance) };
      };
      return [instance.id, [sample("cpu", `c${index}`), sample("memory", `m${index}`)]];
    }),
  );
}
