import type { CoreError } from "../../errors.ts";
import type { InstanceSnapshot } from "../../ports/instances.ts";
import type { Metric, MetricSample, MetricsReader } from "../../ports/metrics.ts";
import type { CloudFaults } from "./faults.ts";
import { keyOf, type Machines } from "./reader.ts";

const kinds: readonly Metric[] = ["cpu", "memory"];

export function metricsReader(machines: Machines, faults: CloudFaults): MetricsReader {
  return {
    async read(instances, options = {}) {
      faults.enter("metrics", options);
      const samples = new Map<string, readonly MetricSample[]>();
      let failure: CoreError | undefined;
      for (const snapshot of instances) {
        const { region, id } = snapshot;
        const error = faults.ofRegion("metrics", region) ?? faults.ofItem("metrics", region, id);
        if (error) failure = error;
        else
          samples.set(
            id,
            kinds.map((metric) => sampleOf(snapshot, metric)),
          );
      }
      if (failure && samples.size === 0) throw failure;
      return samples;
    },
    estimate: (instances) => ({ callsPerRefresh: Math.ceil(instances / 250), usdPerMonth: 0 }),
  };

  function sampleOf(snapshot: InstanceSnapshot, metric: Metric): MetricSample {
    if (snapshot.power !== "running") return { metric, absent: "not-running" };
    const [newest] = (machines.get(keyOf(snapshot))?.measurements ?? [])
      .filter((measurement) => measurement.metric === metric)
      .sort((one, other) => (one.at < other.at ? 1 : -1));
    if (!newest) return { metric, absent: "no-data" };
    const periodMs = snapshot.detailedMonitoring === "on" ? 60_000 : 300_000;
    return { metric, value: newest.value, at: newest.at, periodMs };
  }
}
