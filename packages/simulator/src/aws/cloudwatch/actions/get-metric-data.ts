import type { Region, World } from "../../model/world.ts";
import type { CloudWatchAction } from "../cloudwatch-action.ts";
import { type Datapoint, floorTo, type Meter, meter } from "../datapoints.ts";
import { type Cursor, cursorOf, tokenOf } from "../metric-data-cursor.ts";
import { type MetricDataInput, type MetricDataQuery, readMetricDataInput } from "../metric-data-input.ts";
import { pointsOf } from "../points-of.ts";

/** The result of one query on one page, by its wire names. */
interface MetricDataResult {
  readonly Id: string;
  readonly Label: string;
  readonly Timestamps: readonly Date[];
  readonly Values: readonly number[];
  readonly StatusCode: "Complete" | "PartialData";
}

/** GetMetricData: every query has a result, an empty one where nothing was published. */
export const getMetricData: CloudWatchAction = ({ world, region, input: body }) => {
  const input = readMetricDataInput(body);
  const from = input.nextToken ? cursorOf(input.nextToken) : { query: 0, point: 0, asOfMs: world.clock() };
  const { results, next } = pageFrom(from, input, reader(world, region, input, from.asOfMs));
  return { MetricDataResults: results, Messages: [], ...(next && { NextToken: tokenOf(next) }) };
};

type ReadPoints = (query: MetricDataQuery) => readonly Datapoint[];

function reader(world: World, region: Region, input: MetricDataInput, asOfMs: number): ReadPoints {
  const measuring: Meter = meter(world);
  return ({ periodMs, statistic, unit, ...name }) => {
    const fromMs = floorTo(input.fromMs, periodMs);
    const range = {
      fromMs,
      untilMs: input.untilMs,
      periodMs,
      statistic,
      asOfMs,
      ...(unit !== undefined && { unit }),
    };
    const points = pointsOf(world, region, name, range, measuring);
    return input.newestFirst ? points.reverse() : points;
  };
}

/** Fills a page with the points of one query after another. */
function pageFrom(
  { query: first, point: skipped, asOfMs }: Cursor,
  { queries, maxDatapoints }: MetricDataInput,
  read: ReadPoints,
): { readonly results: readonly MetricDataResult[]; readonly next?: Cursor } {
  const returned = queries.filter((query) => query.returned);
  const results: MetricDataResult[] = [];
  let room = maxDatapoints;
  for (let position = first; position < returned.length; position++) {
    const query = returned[position]!;
    const offset = position === first ? skipped : 0;
    const points = read(query).slice(offset);
    if (points.length > room) {
      if (room > 0) results.push(resultOf(query, points.slice(0, room), "PartialData"));
      return { results, next: { query: position, point: offset + room, asOfMs } };
    }
    room -= points.length;
    results.push(resultOf(query, points, "Complete"));
  }
  return { results };
}

function resultOf(
  { id, label }: MetricDataQuery,
  points: readonly Datapoint[],
  StatusCode: MetricDataResult["StatusCode"],
): MetricDataResult {
  return {
    Id: id,
    Label: label,
    Timestamps: points.map(({ atMs }) => new Date(atMs)),
    Values: points.map(({ value }) => value),
    StatusCode,
  };
}
