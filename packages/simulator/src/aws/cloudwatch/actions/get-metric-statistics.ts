import { z } from "zod";
import { seeded } from "../../../random/seeded.ts";
import { AwsApiError } from "../../aws-error.ts";
import { type CloudWatchAction, type CloudWatchCall, validationError } from "../cloudwatch-action.ts";
import { meter } from "../datapoints.ts";
import { floorTo } from "../periods.ts";
import { pointsOf, unitsOf } from "../points-of.ts";
import { readInput } from "../read-input.ts";
import { type Statistic, statisticOf } from "../statistic.ts";
import { wireDimensions, wirePeriod, wireTime, wireUnit } from "../wire-types.ts";

const pointLimit = 1_440;

const inputSchema = z.object({
  Namespace: z.string().min(1).max(255),
  MetricName: z.string().min(1).max(255),
  Dimensions: wireDimensions,
  StartTime: wireTime,
  EndTime: wireTime,
  Period: wirePeriod,
  Statistics: z
    .array(z.enum(["SampleCount", "Average", "Sum", "Minimum", "Maximum"]))
    .max(5)
    .default([]),
  ExtendedStatistics: z.array(z.string()).max(10).default([]),
  Unit: wireUnit.optional(),
});

type Input = z.output<typeof inputSchema>;

/** GetMetricStatistics: the points of one metric, those of each unit apart, in no order. */
export const getMetricStatistics: CloudWatchAction = (call) => {
  const input = readInput(inputSchema, call.input);
  const statistics = statisticsOf(input);
  refuseBadRange(input);
  const name = { namespace: input.Namespace, name: input.MetricName, dimensions: input.Dimensions };
  const units = unitsOf(call.region, name).filter((unit) => unit === (input.Unit ?? unit));
  const inNoOrder = units
    .flatMap((unit) => pointsIn(call, input, unit, statistics))
    .map((point) => ({ point, place: seeded(call.world.seed, "place of point", point.Timestamp.getTime()) }))
    .sort((one, other) => one.place - other.place);
  return { Label: input.MetricName, Datapoints: inNoOrder.map(({ point }) => point) };
};

/** What is asked of each point, by the name it has there. */
type Statistics = ReadonlyMap<string, { readonly statistic: Statistic; readonly extended: boolean }>;

function statisticsOf({ Statistics, ExtendedStatistics }: Input): Statistics {
  if (Statistics.length > 0 === ExtendedStatistics.length > 0) {
    const problem = Statistics.length > 0 ? ", but not both" : "";
    throw new AwsApiError(
      "InvalidParameterCombination",
      `Must specify either Statistics or ExtendedStatistics${problem}`,
    );
  }
  const extended = ExtendedStatistics.length > 0;
  return new Map(
    [...Statistics, ...ExtendedStatistics].map((name) => {
      const statistic = extended && !name.startsWith("p") ? undefined : statisticOf(name);
      if (statistic) return [name, { statistic, extended }];
      throw validationError(`The value ${name} for parameter ExtendedStatistics is not supported.`);
    }),
  );
}

interface Point {
  readonly Timestamp: Date;
  readonly Unit: string;
  readonly ExtendedStatistics?: Map<string, number>;
  /** By the name of the statistic. */
  [statistic: string]: unknown;
}

function pointsIn(
  { world, region }: CloudWatchCall,
  input: Input,
  unit: string,
  statistics: Statistics,
): Point[] {
  const periodMs = input.Period * 1_000;
  const name = { namespace: input.Namespace, name: input.MetricName, dimensions: input.Dimensions };
  const fromMs = floorTo(input.StartTime, periodMs);
  const range = { fromMs, untilMs: input.EndTime, periodMs, unit, asOfMs: world.clock() };
  const measuring = meter(world);
  const points = new Map<number, Point>();
  for (const [key, { statistic, extended }] of statistics) {
    for (const { atMs, value } of pointsOf(world, region, name, { ...range, statistic }, measuring)) {
      const { ExtendedStatistics, ...point } = points.get(atMs) ?? { Timestamp: new Date(atMs), Unit: unit };
      const changed = extended
        ? { ExtendedStatistics: new Map(ExtendedStatistics).set(key, value) }
        : { [key]: value };
      points.set(atMs, { ...point, ...changed } as Point);
    }
  }
  return [...points.values()];
}

function refuseBadRange({ StartTime, EndTime, Period }: Input): void {
  if (StartTime >= EndTime) {
    throw new AwsApiError(
      "InvalidParameterValue",
      "The parameter StartTime must be less than the parameter EndTime.",
    );
  }
  const asked = Math.ceil((EndTime - StartTime) / (Period * 1_000));
  if (asked <= pointLimit) return;
  throw new AwsApiError(
    "InvalidParameterCombination",
    `You have requested up to ${asked} datapoints, which exceeds the limit of ${pointLimit}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
  );
}
