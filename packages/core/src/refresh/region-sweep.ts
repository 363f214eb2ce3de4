import { CoreError } from "../errors.ts";
import { timestamp } from "../kernel/time.ts";
import type { CloudWatchObservation, Ec2Observation } from "../observations/observations.ts";
import type { ImageInfo } from "../ports/images.ts";
import type { CallOptions, CheckStatus, HealthReport, InstanceSnapshot } from "../ports/instances.ts";
import type { Metric, MetricSample } from "../ports/metrics.ts";
import type { WorkflowPorts } from "../workflows/ports.ts";
import type { MachineWorker } from "./active-workers.ts";

/** What one look at a region's machines yields. */
export interface RegionSweep {
  readonly found: ReadonlyMap<string, InstanceSnapshot>;
  readonly missing: ReadonlySet<string>;
  /** Images of machines whose details were not known yet. */
  readonly images: ReadonlyMap<string, ImageInfo>;
  /** What could not be read; the rest is as good as ever. */
  readonly errors: readonly CoreError[];
}

/** What is measured of a region's machines, apart from where they stand. */
export interface RegionMeasurements {
  readonly checks: (snapshot: InstanceSnapshot) => Pick<Ec2Observation, "instanceCheck" | "systemCheck">;
  /** `last` is what was measured before: it lends its age to a measurement that failed. */
  readonly cloudwatch: (
    snapshot: InstanceSnapshot,
    last: CloudWatchObservation | undefined,
  ) => CloudWatchObservation | undefined;
  readonly errors: readonly CoreError[];
}

/** Where the machines stand: ⌈n/200⌉ calls, however many workers there are. */
export async function sweepRegion(
  { instances, images }: WorkflowPorts,
  region: string,
  workers: readonly MachineWorker[],
  options: CallOptions,
): Promise<RegionSweep> {
  const refs = workers.map(({ state }) => ({ region, id: state.instance.id }));
  const { found, missing, failed } = await instances.describe(refs, options).catch((error: unknown) => {
    if (CoreError.is(error, "aborted")) throw error;
    return { found: [], missing: [], failed: [{ refs, error: asCoreError(error) }] };
  });
  const sighted = new Map(found.map((snapshot) => [snapshot.id, snapshot]));
  const unknownImages = new Set(
    workers
      .map(({ state }) => state.instance)
      .filter(({ id, image }) => sighted.has(id) && !image.name && !image.createdAt)
      .map(({ image }) => image.id),
  );
  const errors = failed.map(({ error }) => error);
  const details =
    unknownImages.size === 0
      ? new Map<string, ImageInfo>()
      : await images.get(region, [...unknownImages], options).catch((error: unknown) => {
          // A worker can be watched without the name of its image; the next cycle asks again.
          errors.push(asCoreError(error));
          return new Map<string, ImageInfo>();
        });
  return {
    found: sighted,
    missing: new Set(missing.map(({ id }) => id)),
    images: details,
    errors,
  };
}

/** How the machines are: two calls for the checks, ⌈2n/500⌉ for utilisation. Read after the sweep, so that it is newer. */
export async function measureRegion(
  { instances, metrics, clock }: WorkflowPorts,
  region: string,
  { found }: RegionSweep,
  options: CallOptions,
): Promise<RegionMeasurements> {
  const running = [...found.values()].filter(({ power }) => power === "running");
  const [health, samples] = await Promise.allSettled([
    running.length === 0 ? undefined : instances.health(region, options),
    running.length === 0 ? undefined : metrics?.read(running, options),
  ]);
  const collectedAt = timestamp(clock);
  return {
    checks: (snapshot) => checksOf(snapshot, health.status === "fulfilled" ? health.value : undefined),
    cloudwatch: ({ id, power }, last) => {
      if (power !== "running") return undefined;
      const known = samples.status === "fulfilled" ? samples.value?.get(id) : undefined;
      // An old number must not pass for a new one where a worker's load is shown.
      if (!known) return last && { ...last, cpuPercent: null, memoryPercent: null };
      return { cpuPercent: newest(known, "cpu"), memoryPercent: newest(known, "memory"), collectedAt };
    },
    errors: [health, samples].flatMap((part) =>
      part.status === "rejected" ? [asCoreError(part.reason)] : [],
    ),
  };
}

function checksOf({ id, power }: InstanceSnapshot, report: HealthReport | undefined) {
  if (power !== "running") return checks("not-applicable");
  if (!report) return checks("unknown");
  const notOk = report.notOk.get(id);
  return checks(notOk?.instance ?? "ok", notOk?.system ?? "ok");
}

function checks(instanceCheck: CheckStatus, systemCheck: CheckStatus = instanceCheck) {
  return { instanceCheck, systemCheck };
}

function newest(samples: readonly MetricSample[], metric: Metric): number | null {
  const sample = samples.find((candidate) => candidate.metric === metric);
  return sample && "value" in sample ? sample.value : null;
}

function asCoreError(error: unknown): CoreError {
  if (CoreError.is(error)) return error;
  return new CoreError(String(error), { code: "unavailable", cause: error });
}
