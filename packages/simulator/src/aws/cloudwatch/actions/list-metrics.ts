import { z } from "zod";
import type { MetricName } from "../../model/metric-name.ts";
import { ranBetween } from "../../model/runs.ts";
import type { Region } from "../../model/world.ts";
import { type CloudWatchAction, validationError } from "../cloudwatch-action.ts";
import { metricsOf, mostMetrics } from "../metric.ts";
import { readInput } from "../read-input.ts";

const pageSize = 500;
const dayMs = 86_400_000;
/** A metric is listed for two weeks after its last point. */
const listedForMs = 14 * dayMs;

const inputSchema = z.object({
  Namespace: z.string().min(1).optional(),
  MetricName: z.string().min(1).optional(),
  Dimensions: z
    .array(z.object({ Name: z.string().min(1), Value: z.string().min(1).optional() }))
    .max(10)
    .default([]),
  RecentlyActive: z.literal("PT3H").optional(),
  NextToken: z.string().optional(),
});

type Input = z.output<typeof inputSchema>;

/** ListMetrics: what was published lately, by its whole name. Names of dimensions may leave out the value. */
export const listMetrics: CloudWatchAction = ({ world, region, input: body }) => {
  const input = readInput(inputSchema, body);
  const after = input.NextToken ? positionIn(input.NextToken) : -1;
  const nowMs = world.clock();
  const sinceMs = nowMs - (input.RecentlyActive ? dayMs / 8 : listedForMs);
  const rest = [...measured(region, sinceMs, nowMs), ...put(region, sinceMs)].filter(
    ({ metric, position }) => isAsked(metric, input) && position > after,
  );
  const page = rest.slice(0, pageSize);
  return {
    Metrics: page.map(({ metric }) => described(metric)),
    ...(rest.length > pageSize && { NextToken: tokenAfter(page.at(-1)!.position) }),
  };
};

interface Listed {
  readonly metric: MetricName;
  /** Grows along the list. */
  readonly position: number;
}

/** Instances by age, and the metrics of one instance. */
function measured({ instances }: Region, sinceMs: number, nowMs: number): readonly Listed[] {
  return [...instances.values()]
    .filter((instance) => ranBetween(instance, sinceMs, nowMs))
    .flatMap((instance) =>
      metricsOf(instance).map((metric, index) => ({
        metric,
        position: instance.ordinal * mostMetrics + index,
      })),
    );
}

/** What was put comes behind everything that is measured. */
const putPosition = 2 ** 40;

function put({ published }: Region, sinceMs: number): readonly Listed[] {
  return Array.from(published.all(), (metric, index) => ({ metric, position: putPosition + index })).filter(
    ({ metric }) => metric.samples.at(-1)!.atMs >= sinceMs,
  );
}

function isAsked(metric: MetricName, { Namespace, MetricName, Dimensions }: Input): boolean {
  return (
    (Namespace ?? metric.namespace) === metric.namespace &&
    (MetricName ?? metric.name) === metric.name &&
    Dimensions.every(({ Name, Value }) => {
      const value = metric.dimensions.get(Name);
      return value !== undefined && (Value ?? value) === value;
    })
  );
}

function described({ namespace, name, dimensions }: MetricName): Record<string, unknown> {
  return {
    Namespace: namespace,
    MetricName: name,
    Dimensions: [...dimensions].map(([Name, Value]) => ({ Name, Value })),
  };
}

function tokenAfter(position: number): string {
  return Buffer.from(`after ${position}`).toString("base64url");
}

function positionIn(token: string): number {
  const position = /^after (\d{1,15})$/.exec(Buffer.from(token, "base64url").toString())?.[1];
  if (position === undefined) {
    throw validationError(`The value ${token} for parameter NextToken is not valid.`);
  }
  return Number(position);
}
