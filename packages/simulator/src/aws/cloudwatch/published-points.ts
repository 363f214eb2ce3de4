import type { PublishedMetric } from "../model/published-metrics.ts";
import { type Datapoint, type DatapointQuery, floorTo } from "./datapoints.ts";

/** What a metric that was put says about each period, oldest first. */
export function publishedPoints(
  { samples }: PublishedMetric,
  { fromMs, untilMs, periodMs, statistic, unit: wanted, asOfMs }: DatapointQuery,
): Datapoint[] {
  const periods = new Map<number, number[]>();
  for (const { atMs, unit, values } of samples) {
    const beginMs = floorTo(atMs, periodMs);
    if (beginMs < fromMs || beginMs >= untilMs || atMs > asOfMs) continue;
    if (unit !== (wanted ?? unit)) continue;
    const together = periods.get(beginMs) ?? [];
    for (const value of values) together.push(value);
    periods.set(beginMs, together);
  }
  return Array.from(periods, ([atMs, values]) => ({ atMs, value: statistic(values) }));
}
