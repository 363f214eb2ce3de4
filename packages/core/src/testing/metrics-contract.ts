import assert from "node:assert/strict";
import { CoreError } from "../errors.ts";
import type { InstanceSnapshot } from "../ports/instances.ts";
import type { Metric, MetricSample, MetricsReader } from "../ports/metrics.ts";
import { type ContractCase, casesOf } from "./contract.ts";

/** A running machine with measurements. */
export interface MeasuredMachine {
  readonly snapshot: InstanceSnapshot;
  /** Its newest measurement of the CPU, where the scene can tell. */
  readonly newestCpu?: { readonly value: number; readonly at: string };
}

/** An adapter, and the means to put measured machines before it. */
export interface MetricsScene {
  readonly metrics: MetricsReader;
  readonly regions: readonly [string, string];
  /** Makes a running machine whose CPU was measured more than once, and its memory never. */
  measured(region: string): Promise<MeasuredMachine>;
  /** Makes a running machine of which nothing was measured. */
  unmeasured(region: string): Promise<InstanceSnapshot>;
  /** Makes a machine that is stopped. */
  stopped(region: string): Promise<InstanceSnapshot>;
  /** Makes every call to a region fail. Absent where that cannot be done; then the promises about it go unchecked. */
  breakRegion?(region: string): Promise<void>;
}

/**
 * Everything the rest of the system relies on in a {@link MetricsReader}.
 *
 * @param open - Gives an adapter and the means to make machines. Called once per case.
 */
export function* metricsContract(open: () => Promise<MetricsScene>): Iterable<ContractCase> {
  const promise = casesOf(open);

  yield promise("gives the newest sample of a metric, with its time and period", async (scene) => {
    const { snapshot, newestCpu } = await scene.measured(scene.regions[0]);
    const cpu = sampleOf(await scene.metrics.read([snapshot]), snapshot, "cpu");
    assert.ok("value" in cpu, "The CPU was measured.");
    assert.ok(cpu.value >= 0 && cpu.value <= 100, `${cpu.value} is no percentage.`);
    assert.equal(new Date(cpu.at).toISOString(), cpu.at);
    assert.ok(cpu.periodMs > 0);
    if (newestCpu) assert.deepEqual({ value: cpu.value, at: cpu.at }, newestCpu);
  });

  yield promise("says of a metric without measurements that there is no data", async (scene) => {
    const [region] = scene.regions;
    const [{ snapshot }, bare] = [await scene.measured(region), await scene.unmeasured(region)];
    const samples = await scene.metrics.read([snapshot, bare]);
    assert.deepEqual(sampleOf(samples, snapshot, "memory"), { metric: "memory", absent: "no-data" });
    for (const metric of ["cpu", "memory"] as const) {
      assert.deepEqual(sampleOf(samples, bare, metric), { metric, absent: "no-data" });
    }
  });

  yield promise("says of a machine that does not run that it does not", async (scene) => {
    const stopped = await scene.stopped(scene.regions[0]);
    const samples = await scene.metrics.read([stopped]);
    for (const metric of ["cpu", "memory"] as const) {
      assert.deepEqual(sampleOf(samples, stopped, metric), { metric, absent: "not-running" });
    }
  });

  yield promise("reads machines of two regions in one call", async (scene) => {
    const machines = [await scene.measured(scene.regions[0]), await scene.measured(scene.regions[1])];
    const samples = await scene.metrics.read(machines.map(({ snapshot }) => snapshot));
    for (const { snapshot } of machines) assert.ok("value" in sampleOf(samples, snapshot, "cpu"));
  });

  yield promise("reads no machines as no samples", async ({ metrics }) => {
    assert.deepEqual(await metrics.read([]), new Map());
  });

  yield promise("leaves out a region that could not be read, and throws when none could", async (scene) => {
    if (!scene.breakRegion) return;
    const [here, there] = scene.regions;
    const [one, other] = [await scene.measured(here), await scene.measured(there)];
    await scene.breakRegion(there);
    const samples = await scene.metrics.read([one.snapshot, other.snapshot]);
    assert.deepEqual([...samples.keys()], [one.snapshot.id]);
    await assert.rejects(scene.metrics.read([other.snapshot]), (error: unknown) => CoreError.is(error));
  });

  yield promise("ends with `aborted` when the caller has given up", async (scene) => {
    const { snapshot } = await scene.measured(scene.regions[0]);
    const options = { signal: AbortSignal.abort() };
    await assert.rejects(scene.metrics.read([snapshot], options), { code: "aborted" });
  });

  yield promise("estimates a cost that never shrinks as the fleet grows", async ({ metrics }) => {
    const estimates = [0, 1, 250, 251, 10_000].map((count) => metrics.estimate(count, 300_000));
    for (const [index, { callsPerRefresh, usdPerMonth }] of estimates.entries()) {
      const before = estimates[index - 1] ?? { callsPerRefresh: 0, usdPerMonth: 0 };
      assert.ok(callsPerRefresh >= before.callsPerRefresh && usdPerMonth >= before.usdPerMonth);
    }
  });
}

function sampleOf(
  samples: ReadonlyMap<string, readonly MetricSample[]>,
  { id }: InstanceSnapshot,
  metric: Metric,
): MetricSample {
  const sample = samples.get(id)?.find((one) => one.metric === metric);
  assert.ok(sample, `Nothing is said about the ${metric} of ${id}.`);
  return sample;
}
