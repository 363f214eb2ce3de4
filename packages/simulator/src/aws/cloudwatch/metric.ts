import { failedAt } from "../model/checks.ts";
import type { Instance } from "../model/instance.ts";
import type { MetricName } from "../model/metric-name.ts";
import { detailedAt } from "../model/monitoring.ts";
import type { Region, World } from "../model/world.ts";
import type { Meter } from "./datapoints.ts";

/** A metric somebody publishes about an instance. */
export interface Metric extends MetricName {
  readonly instance: Instance;
  readonly unit: "Percent" | "Count";
  /** What is measured at a moment at which the instance runs. */
  sample(measuring: Meter, atMs: number): number;
  /** How far apart its points are at that moment, in milliseconds. */
  intervalAt(world: World, atMs: number): number;
}

export const minuteMs = 60_000;
const basicIntervalMs = 5 * minuteMs;
const everyMinute = (): number => minuteMs;

/** No instance has more metrics than this. */
export const mostMetrics = 8;

/** Every metric published about an instance, in an order that stays. */
export function metricsOf(instance: Instance): readonly Metric[] {
  return [cpuOf(instance), ...checksOf(instance), ...(instance.agent ? [memoryOf(instance)] : [])];
}

/** The metric with exactly this name; `undefined` when nobody publishes one. */
export function findMetric({ instances }: Region, wanted: MetricName): Metric | undefined {
  const instance = instances.get(wanted.dimensions.get("InstanceId") ?? "");
  return instance && metricsOf(instance).find((metric) => isSame(metric, wanted));
}

function isSame(one: MetricName, other: MetricName): boolean {
  return (
    one.namespace === other.namespace &&
    one.name === other.name &&
    one.dimensions.size === other.dimensions.size &&
    [...one.dimensions].every(([name, value]) => other.dimensions.get(name) === value)
  );
}

function cpuOf(instance: Instance): Metric {
  return {
    namespace: "AWS/EC2",
    name: "CPUUtilization",
    dimensions: new Map([["InstanceId", instance.id]]),
    instance,
    unit: "Percent",
    sample: (measuring, atMs) => measuring(instance, atMs).cpu,
    intervalAt: ({ delays }, atMs) => (detailedAt(instance, delays, atMs) ? minuteMs : basicIntervalMs),
  };
}

/** Which status checks each metric counts as failed. */
const checkMetrics = [
  ["StatusCheckFailed", ["instance", "system", "attachedEbs"]],
  ["StatusCheckFailed_Instance", ["instance"]],
  ["StatusCheckFailed_System", ["system"]],
  ["StatusCheckFailed_AttachedEBS", ["attachedEbs"]],
] as const;

/** Status checks are published every minute, whatever the monitoring: 1 for failed, 0 for passed. */
function checksOf(instance: Instance): readonly Metric[] {
  return checkMetrics.map(([name, checks]) => ({
    namespace: "AWS/EC2",
    name,
    dimensions: new Map([["InstanceId", instance.id]]),
    instance,
    unit: "Count",
    sample: (_, atMs) => (failedAt(instance, checks, atMs) ? 1 : 0),
    intervalAt: everyMinute,
  }));
}

function memoryOf(instance: Instance): Metric {
  const dimensions = new Map([["InstanceId", instance.id]]);
  if (instance.agent === "wizard") {
    dimensions.set("ImageId", instance.imageId).set("InstanceType", instance.type);
  }
  return {
    namespace: "CWAgent",
    name: "mem_used_percent",
    dimensions,
    instance,
    unit: "Percent",
    sample: (measuring, atMs) => measuring(instance, atMs).memory,
    // The agent is not part of EC2's monitoring: it reports every minute.
    intervalAt: everyMinute,
  };
}
