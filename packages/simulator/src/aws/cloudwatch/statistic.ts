/** Makes one value of the samples of a period; there is at least one. */
export type Statistic = (samples: readonly number[]) => number;

const sum: Statistic = (samples) => samples.reduce((total, sample) => total + sample, 0);

const statistics: ReadonlyMap<string, Statistic> = new Map<string, Statistic>([
  ["Average", (samples) => sum(samples) / samples.length],
  ["Maximum", (samples) => Math.max(...samples)],
  ["Minimum", (samples) => Math.min(...samples)],
  ["SampleCount", (samples) => samples.length],
  ["Sum", sum],
]);

/** The statistic of that name; percentiles are `p0` to `p100`, as in `p99.9`. `undefined` for any other name. */
export function statisticOf(name: string): Statistic | undefined {
  const known = statistics.get(name);
  if (known) return known;
  const percent = Number(/^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(name)?.[1]);
  return percent <= 100 ? percentile(percent) : undefined;
}

function percentile(percent: number): Statistic {
  return (samples) => {
    const sorted = samples.toSorted((one, other) => one - other);
    return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]!;
  };
}
