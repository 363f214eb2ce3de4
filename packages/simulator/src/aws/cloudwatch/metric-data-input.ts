import { z } from "zod";
import type { MetricName } from "../model/metric-name.ts";
import { validationError } from "./cloudwatch-action.ts";
import { readInput } from "./read-input.ts";
import { type Statistic, statisticOf } from "./statistic.ts";
import { wireDimensions, wireFlag, wirePeriod, wireTime, wireUnit, wireWhole } from "./wire-types.ts";

/** Queries and points of one call. */
const queryLimit = 500;
const pointLimit = 100_800;

const querySchema = z.object({
  Id: z
    .string()
    .max(255)
    .regex(/^[a-z][a-zA-Z0-9_]*$/),
  Label: z.string().optional(),
  ReturnData: wireFlag.default(true),
  MetricStat: z.object(
    {
      Metric: z.object({
        Namespace: z.string().min(1),
        MetricName: z.string().min(1),
        Dimensions: wireDimensions,
      }),
      Period: wirePeriod,
      Stat: z.string(),
      Unit: wireUnit.optional(),
    },
    "Only queries with a MetricStat are simulated.",
  ),
});

const inputSchema = z.object({
  StartTime: wireTime,
  EndTime: wireTime,
  MetricDataQueries: z.array(querySchema).min(1).max(queryLimit),
  ScanBy: z.enum(["TimestampAscending", "TimestampDescending"]).default("TimestampDescending"),
  MaxDatapoints: wireWhole(1, pointLimit).default(pointLimit),
  NextToken: z.string().optional(),
});

/** A query of GetMetricData. */
export interface MetricDataQuery extends MetricName {
  readonly id: string;
  readonly label: string;
  readonly returned: boolean;
  readonly periodMs: number;
  /** Only what was measured in that unit; in whichever without one. */
  readonly unit?: string;
  readonly statistic: Statistic;
}

/** The input of GetMetricData. */
export interface MetricDataInput {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly queries: readonly MetricDataQuery[];
  readonly newestFirst: boolean;
  readonly maxDatapoints: number;
  readonly nextToken?: string;
}

/** @throws AwsApiError `ValidationError`. */
export function readMetricDataInput(body: unknown): MetricDataInput {
  const input = readInput(inputSchema, body);
  if (input.StartTime >= input.EndTime) {
    throw validationError("The parameter StartTime must be less than the parameter EndTime.");
  }
  const queries = input.MetricDataQueries.map(toQuery);
  const ids = new Set(queries.map(({ id }) => id));
  if (ids.size < queries.length) throw validationError("The ids of the queries must be unique.");
  if (!queries.some(({ returned }) => returned))
    throw validationError("At least one query must return data.");
  return {
    fromMs: input.StartTime,
    untilMs: input.EndTime,
    queries,
    newestFirst: input.ScanBy === "TimestampDescending",
    maxDatapoints: input.MaxDatapoints,
    ...(input.NextToken && { nextToken: input.NextToken }),
  };
}

function toQuery({ Id, Label, ReturnData, MetricStat }: z.output<typeof querySchema>): MetricDataQuery {
  const { Metric, Period, Stat, Unit } = MetricStat;
  const statistic = statisticOf(Stat);
  if (!statistic) throw validationError(`Query ${Id}: ${Stat} is no statistic.`);
  return {
    id: Id,
    label: Label ?? Metric.MetricName,
    returned: ReturnData,
    namespace: Metric.Namespace,
    name: Metric.MetricName,
    dimensions: Metric.Dimensions,
    periodMs: Period * 1_000,
    ...(Unit !== undefined && { unit: Unit }),
    statistic,
  };
}
