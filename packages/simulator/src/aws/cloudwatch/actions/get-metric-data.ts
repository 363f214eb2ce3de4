import type { Region, World } from "../../model/world.ts";
import type { CloudWatchAction } from "../cloudwatch-action.ts";
import { type Datapoint, type Meter, meter } from "../datapoints.ts";
import { type Cursor, cursorOf, tokenOf } from "../metric-data-cursor.ts";
import { type MetricDataInput, type MetricDataQuery, readMetricDataInput } from "../metric-data-input.ts";
import { floorTo } from "../periods.ts";
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
  const from = input.nextToken ? cursorOf(input.nextToken) : { query: 0, asOfMs: world.clock() };
  const { results, next } = pageFrom(from, input, reader(world, region, input, from.asOfMs));
  return { MetricDataResults: results, Messages: [], ...(next && { NextToken: tokenOf(next) }) };
};

/** Reads the points of a query, one after the other: a page may need few of them. */
type ReadPoints = (query: MetricDataQuery, pointMs: number | undefined) => Iterable<Datapoint>;

function reader(world: World, region: Region, input: MetricDataInput, asOfMs: number): ReadPoints {
  const { newestFirst } = input;
  const measuring: Meter = meter(world);
  return ({ periodMs, statistic, unit, ...name }, pointMs) => {
    const all = { fromMs: floorTo(input.fromMs, periodMs), untilMs: input.untilMs };
    const rest = newestFirst ? { untilMs: pointMs! + 1 } : { fromMs: pointMs! };
    const range = {
      ...all,
      ...(pointMs !== undefined && rest),
      periodMs,
      statistic,
      asOfMs,
      newestFirst,
      ...(unit !== undefined && { unit }),
    };
    return pointsOf(world, region, name, range, measuring);
  };
}

/** Fills a page with the points of one query after another. */
function pageFrom(
  { query: first, pointMs, asOfMs }: Cursor,
  { queries, maxDatapoints }: MetricDataInput,
  read: ReadPoints,
): { readonly results: readonly MetricDataResult[]; readonly next?: Required<Cursor> } {
  const returned = queries.filter((query) => query.returned);
  const results: MetricDataResult[] = [];
  let room = maxDatapoints;
  for (let position = first; position < returned.length; position++) {
    const query = returned[position]!;
    const { points, next } = firstOf(read(query, position === first ? pointMs : undefined), room);
    if (next) {
      if (room > 0) results.push(resultOf(query, points, "PartialData"));
      return { results, next: { query: position, pointMs: next.atMs, asOfMs } };
    }
    room -= points.length;
    results.push(resultOf(query, points, "Complete"));
  }
  return { results };
}

/** As many points as there is room for, and the one after them. */
function firstOf(
  all: Iterable<Datapoint>,
  room: number,
): { readonly points: readonly Datapoint[]; readonly next?: Datapoint } {
  const points: Datapoint[] = [];
  for (const point of all) {
    if (points.length === room) return { points, next: point };
    points.push(point);
  }
  return { points };
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
