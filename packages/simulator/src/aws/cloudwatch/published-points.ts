import type { Measured, PublishedMetric } from "../model/published-metrics.ts";
import type { Datapoint, DatapointQuery } from "./datapoints.ts";
import { floorTo } from "./periods.ts";

/** What a metric that was put says about each period. */
export function publishedPoints(
  { samples }: PublishedMetric,
  { fromMs, untilMs, periodMs, statistic, unit: wanted, asOfMs, newestFirst }: DatapointQuery,
): Datapoint[] {
  const periods = new Map<number, Measured[]>();
  for (const { atMs, unit, measured } of samples) {
    const beginMs = floorTo(atMs, periodMs);
    if (beginMs < fromMs || beginMs >= untilMs || atMs > asOfMs) continue;
    if (unit !== (wanted ?? unit) || measured.length === 0) continue;
    const together = periods.get(beginMs) ?? [];
    for (const one of measured) together.push(one);
    periods.set(beginMs, together);
  }
  const points = Array.from(periods, ([atMs, measured]) => ({ atMs, value: statistic(measured) }));
  return newestFirst ? points.reverse() : points;
}
