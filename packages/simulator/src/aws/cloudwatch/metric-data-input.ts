import { z } from "zod";
import { validationError } from "./cloudwatch-action.ts";
import { readInput } from "./read-input.ts";
import { type Statistic, statisticOf } from "./statistic.ts";

/** Queries and points of one call. */
const queryLimit = 500;
const pointLimit = 100_800;

const dimensionSchema = z.object({ Name: z.string().min(1), Value: z.string().min(1) });

const querySchema = z.object({
  Id: z
    .string()
    .max(255)
    .regex(/^[a-z][a-zA-Z0-9_]*$/, "An id begins with a lower-case letter."),
  Label: z.string().optional(),
  ReturnData: z.boolean().default(true),
  MetricStat: z.object(
    {
      Metric: z.object({
        Namespace: z.string().min(1),
        MetricName: z.string().min(1),
        Dimensions: z.array(dimensionSchema).max(30).default([]),
      }),
      Period: z.int().positive().multipleOf(60, "A period is a multiple of 60 seconds."),
      Stat: z.string(),
    },
    "Only queries with a MetricStat are simulated.",
  ),
});

const inputSchema = z.object({
  // CloudWatch's times are seconds.
  StartTime: z.number(),
  EndTime: z.number(),
  MetricDataQueries: z
    .array(querySchema)
    .min(1)
    .max(queryLimit, `A call takes no more than ${queryLimit} queries.`),
  ScanBy: z.enum(["TimestampAscending", "TimestampDescending"]).default("TimestampDescending"),
  MaxDatapoints: z.int().min(1).max(pointLimit).default(pointLimit),
  NextToken: z.string().optional(),
});

/** A query of GetMetricData. */
export interface MetricDataQuery {
  readonly id: string;
  readonly label: string;
  readonly returned: boolean;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: ReadonlyMap<string, string>;
  readonly periodMs: number;
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
    fromMs: input.StartTime * 1_000,
    untilMs: input.EndTime * 1_000,
    queries,
    newestFirst: input.ScanBy === "TimestampDescending",
    maxDatapoints: input.MaxDatapoints,
    ...(input.NextToken && { nextToken: input.NextToken }),
  };
}

function toQuery({ Id, Label, ReturnData, MetricStat }: z.output<typeof querySchema>): MetricDataQuery {
  const { Metric, Period, Stat } = MetricStat;
  const statistic = statisticOf(Stat);
  if (!statistic) throw validationError(`Query ${Id}: ${Stat} is no statistic.`);
  const dimensions = new Map(Metric.Dimensions.map(({ Name, Value }) => [Name, Value]));
  if (dimensions.size < Metric.Dimensions.length) {
    throw validationError(`Query ${Id}: no dimension may be named twice.`);
  }
  return {
    id: Id,
    label: Label ?? Metric.MetricName,
    returned: ReturnData,
    namespace: Metric.Namespace,
    name: Metric.MetricName,
    dimensions,
    periodMs: Period * 1_000,
    statistic,
  };
}
