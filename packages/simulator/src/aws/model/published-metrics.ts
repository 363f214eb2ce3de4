import type { MetricName } from "./metric-name.ts";

/** A value, and how often it was measured. */
export interface Measured {
  readonly value: number;
  readonly count: number;
}

/** What was measured at one moment. */
export interface PublishedSample {
  readonly atMs: number;
  readonly unit: string;
  readonly measured: readonly Measured[];
}

export interface PublishedMetric extends MetricName {
  /** Oldest first. */
  readonly samples: PublishedSample[];
}

/** Metrics somebody put, by their whole name. */
export interface PublishedMetrics {
  find(name: MetricName): PublishedMetric | undefined;
  add(name: MetricName, sample: PublishedSample): void;
  /** In the order of their first sample. */
  all(): Iterable<PublishedMetric>;
}

/** Samples kept of one metric; the oldest go first. */
const sampleMemory = 20_000;

export function publishedMetrics(): PublishedMetrics {
  const metrics = new Map<string, PublishedMetric>();
  return {
    find: (name) => metrics.get(keyOf(name)),
    all: () => metrics.values(),
    add(name, sample) {
      const key = keyOf(name);
      const metric = metrics.get(key) ?? { ...name, samples: [] };
      metrics.set(key, metric);
      // They come in order, nearly always.
      const after = metric.samples.findLastIndex(({ atMs }) => atMs <= sample.atMs);
      metric.samples.splice(after + 1, 0, sample);
      if (metric.samples.length > sampleMemory) metric.samples.shift();
    },
  };
}

/** Dimensions are a set: their order says nothing. */
function keyOf({ namespace, name, dimensions }: MetricName): string {
  return JSON.stringify([namespace, name, ...[...dimensions].sort()]);
}
