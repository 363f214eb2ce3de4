import type { Instance } from "../model/instance.ts";
import { ranAt } from "../model/runs.ts";
import { type Utilization, utilizationAt } from "../model/utilization.ts";
import type { World } from "../model/world.ts";
import { type Metric, minuteMs } from "./metric.ts";
import { type PeriodRange, periodsOfRuns } from "./periods.ts";
import type { Statistic } from "./statistic.ts";

/** A point of a metric: when its period begins, and the value. */
export interface Datapoint {
  readonly atMs: number;
  readonly value: number;
}

/** Asks for points of a metric. */
export interface DatapointQuery extends PeriodRange {
  readonly statistic: Statistic;
  /** Only what was measured in that unit. @defaultValue any */
  readonly unit?: string;
  /** What is published later does not count. */
  readonly asOfMs: number;
}

/** Measures machines. */
export type Meter = (instance: Instance, atMs: number) => Utilization;

/** A meter for one call: it measures each moment of each machine once. */
export function meter({ seed }: World): Meter {
  const known = new Map<string, Utilization>();
  return (instance, atMs) => {
    const key = `${instance.id} ${atMs}`;
    const utilization = known.get(key) ?? utilizationAt(seed, instance, atMs);
    known.set(key, utilization);
    return utilization;
  };
}

/** What a metric says about each period, worked out as it is asked for; nothing where nothing was published. */
export function* datapoints(
  world: World,
  metric: Metric,
  query: DatapointQuery,
  measuring: Meter,
): Iterable<Datapoint> {
  const { statistic, asOfMs, unit = metric.unit } = query;
  if (unit !== metric.unit) return;
  const range = { ...query, untilMs: Math.min(query.untilMs, asOfMs) };
  for (const atMs of periodsOfRuns(metric.instance.runs, range)) {
    const minutes = minutesPublished(world, metric, atMs, query);
    const samples = minutes.map((minute) => ({
      value: metric.sample(measuring, minute + minuteMs / 2),
      count: 1,
    }));
    if (samples.length > 0) yield { atMs, value: statistic(samples) };
  }
}

/**
 * The minutes whose samples are in the points of one period. With basic monitoring the samples of five minutes are one
 * point, at the first of them and published when the last is over.
 */
function minutesPublished(
  world: World,
  metric: Metric,
  fromMs: number,
  { periodMs, asOfMs }: DatapointQuery,
): number[] {
  const minutes: number[] = [];
  for (let atMs = fromMs; atMs < fromMs + periodMs && atMs < asOfMs; atMs += minuteMs) {
    const intervalMs = metric.intervalAt(world, atMs);
    if (atMs % intervalMs !== 0 || atMs + intervalMs > asOfMs) continue;
    for (let minute = atMs; minute < atMs + intervalMs; minute += minuteMs) {
      // Where monitoring changes within five minutes, those after the change have points of their own.
      const isPart = metric.intervalAt(world, minute) === intervalMs;
      if (isPart && ranAt(metric.instance, minute + minuteMs / 2)) minutes.push(minute);
    }
  }
  return minutes;
}
