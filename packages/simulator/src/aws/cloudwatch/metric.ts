import type { Instance } from "../model/instance.ts";
import type { MetricName } from "../model/metric-name.ts";
import { detailedAt } from "../model/monitoring.ts";
import type { Region, World } from "../model/world.ts";

/** A metric somebody publishes about an instance. */
export interface Metric extends MetricName {
  readonly instance: Instance;
  readonly measures: "cpu" | "memory";
  /** How far apart its points are at that moment, in milliseconds. */
  intervalAt(world: World, atMs: number): number;
}

export const minuteMs = 60_000;
const basicIntervalMs = 5 * minuteMs;

/** Every metric published about an instance. */
export function metricsOf(instance: Instance): readonly Metric[] {
  return [cpuOf(instance), ...(instance.agent ? [memoryOf(instance)] : [])];
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
    measures: "cpu",
    intervalAt: ({ delays }, atMs) => (detailedAt(instance, delays, atMs) ? minuteMs : basicIntervalMs),
  };
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
    measures: "memory",
    // The agent is not part of EC2's monitoring: it reports every minute.
    intervalAt: () => minuteMs,
  };
}
