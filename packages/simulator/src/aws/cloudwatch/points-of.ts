import type { MetricName } from "../model/metric-name.ts";
import type { Region, World } from "../model/world.ts";
import { type Datapoint, type DatapointQuery, datapoints, type Meter } from "./datapoints.ts";
import { findMetric } from "./metric.ts";
import { publishedPoints } from "./published-points.ts";

/** What is known of a metric of exactly this name; nothing when nobody publishes it. */
export function pointsOf(
  world: World,
  region: Region,
  name: MetricName,
  query: DatapointQuery,
  measuring: Meter,
): Iterable<Datapoint> {
  const metric = findMetric(region, name);
  if (metric) return datapoints(world, metric, query, measuring);
  const published = region.published.find(name);
  return published ? publishedPoints(published, query) : [];
}

/** The units in which a metric of exactly this name was measured. */
export function unitsOf(region: Region, name: MetricName): readonly string[] {
  const metric = findMetric(region, name);
  if (metric) return [metric.unit];
  return [...new Set(region.published.find(name)?.samples.map(({ unit }) => unit))];
}
