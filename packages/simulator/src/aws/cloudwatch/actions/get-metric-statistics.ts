import { z } from "zod";
import { seeded } from "../../../random/seeded.ts";
import { AwsApiError } from "../../aws-error.ts";
import type { CloudWatchAction } from "../cloudwatch-action.ts";
import { floorTo, meter } from "../datapoints.ts";
import { pointsOf } from "../points-of.ts";
import { readInput } from "../read-input.ts";
import { statisticOf } from "../statistic.ts";
import { wireDimensions, wirePeriod, wireTime } from "../wire-types.ts";

const pointLimit = 1_440;

const inputSchema = z.object({
  Namespace: z.string().min(1),
  MetricName: z.string().min(1),
  Dimensions: wireDimensions,
  StartTime: wireTime,
  EndTime: wireTime,
  Period: wirePeriod,
  Statistics: z
    .array(
      z.enum(["SampleCount", "Average", "Sum", "Minimum", "Maximum"]),
      "Only queries with Statistics are simulated.",
    )
    .min(1),
});

/** GetMetricStatistics: the points of one metric, in no order. */
export const getMetricStatistics: CloudWatchAction = ({ world, region, input: body }) => {
  const { Namespace, MetricName, Dimensions, StartTime, EndTime, Period, Statistics } = readInput(
    inputSchema,
    body,
  );
  const periodMs = Period * 1_000;
  if (StartTime >= EndTime) {
    throw new AwsApiError(
      "InvalidParameterValue",
      "The parameter StartTime must be less than the parameter EndTime.",
    );
  }
  const asked = Math.ceil((EndTime - StartTime) / periodMs);
  if (asked > pointLimit) {
    throw new AwsApiError(
      "InvalidParameterCombination",
      `You have requested up to ${asked} datapoints, which exceeds the limit of ${pointLimit}.`,
    );
  }
  const name = { namespace: Namespace, name: MetricName, dimensions: Dimensions };
  const range = { fromMs: floorTo(StartTime, periodMs), untilMs: EndTime, periodMs, asOfMs: world.clock() };
  const measuring = meter(world);
  const points = new Map<number, Record<string, unknown>>();
  for (const statistic of new Set(Statistics)) {
    const query = { ...range, statistic: statisticOf(statistic)! };
    for (const { atMs, value } of pointsOf(world, region, name, query, measuring)) {
      const point = points.get(atMs) ?? { Timestamp: new Date(atMs), Unit: unitOf(Namespace) };
      points.set(atMs, { ...point, [statistic]: value });
    }
  }
  const inNoOrder = [...points]
    .map(([atMs, point]) => ({ point, place: seeded(world.seed, "place of point", atMs) }))
    .sort((one, other) => one.place - other.place);
  return { Label: MetricName, Datapoints: inNoOrder.map(({ point }) => point) };
};

/** What is simulated is measured in percent; the units of what was put are not kept. */
function unitOf(namespace: string): string {
  return namespace === "AWS/EC2" || namespace === "CWAgent" ? "Percent" : "None";
}
