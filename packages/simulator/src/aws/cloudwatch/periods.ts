import type { Instance } from "../model/instance.ts";
import { minuteMs } from "./metric.ts";

/** A minute is in the point of five minutes that begins before it. */
const reachMs = 6 * minuteMs;

export interface PeriodRange {
  /** Periods that begin in `[fromMs, untilMs)`. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly periodMs: number;
  /** @defaultValue false */
  readonly newestFirst?: boolean;
}

/** When the periods begin in which a machine may have run; the time between its runs is not walked through. */
export function* periodsOfRuns(
  runs: Instance["runs"],
  { fromMs, untilMs, periodMs, newestFirst = false }: PeriodRange,
): Iterable<number> {
  let doneMs = floorTo(fromMs, periodMs);
  const spans = runs.map((run) => {
    const beginMs = Math.max(doneMs, floorTo(run.fromMs - reachMs, periodMs));
    const count = Math.ceil((Math.min(run.untilMs ?? untilMs, untilMs) - beginMs) / periodMs);
    doneMs = Math.max(doneMs, beginMs + Math.max(0, count) * periodMs);
    return { beginMs, count };
  });
  for (const { beginMs, count } of newestFirst ? spans.toReversed() : spans) {
    for (let index = 0; index < count; index++) {
      yield beginMs + (newestFirst ? count - 1 - index : index) * periodMs;
    }
  }
}

/** The multiple of `step` at or before a moment. */
export function floorTo(atMs: number, step: number): number {
  return Math.floor(atMs / step) * step;
}
