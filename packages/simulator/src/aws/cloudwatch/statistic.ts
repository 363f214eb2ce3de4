import type { Measured } from "../model/published-metrics.ts";

/** Makes one value of what was measured in a period; something was. */
export type Statistic = (measured: readonly Measured[]) => number;

const sum: Statistic = (measured) => measured.reduce((total, { value, count }) => total + value * count, 0);
const sampleCount: Statistic = (measured) => measured.reduce((total, { count }) => total + count, 0);

const statistics: ReadonlyMap<string, Statistic> = new Map<string, Statistic>([
  ["Average", (measured) => sum(measured) / sampleCount(measured)],
  // A period may hold more values than a call of Math.max takes arguments.
  ["Maximum", (measured) => measured.reduce((most, { value }) => Math.max(most, value), -Infinity)],
  ["Minimum", (measured) => measured.reduce((least, { value }) => Math.min(least, value), Infinity)],
  ["SampleCount", sampleCount],
  ["Sum", sum],
]);

/** The statistic of that name; percentiles are `p0` to `p100`, as in `p99.9`. `undefined` for any other name. */
export function statisticOf(name: string): Statistic | undefined {
  const known = statistics.get(name);
  if (known) return known;
  const percent = Number(/^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(name)?.[1]);
  return percent <= 100 ? percentile(percent) : undefined;
}

/** The least value that so many of all measured do not exceed. */
function percentile(percent: number): Statistic {
  return (measured) => {
    const wanted = (percent / 100) * sampleCount(measured);
    const sorted = measured.toSorted((one, other) => one.value - other.value);
    let below = 0;
    for (const { value, count } of sorted) {
      below += count;
      if (below >= wanted) return value;
    }
    return sorted.at(-1)!.value;
  };
}
