import type { Controller } from "../../cml/controller.ts";
import { loadAt } from "../../cml/load.ts";
import { drift } from "../../random/drift.ts";
import { seeded } from "../../random/seeded.ts";
import type { Instance } from "./instance.ts";

/** How busy a machine is at one moment, in percent. */
export interface Utilization {
  readonly cpu: number;
  readonly memory: number;
}

/** What the controller on a machine makes of it; for machines without one, a load that wanders by itself. */
export function utilizationAt(seed: number, instance: Instance, atMs: number): Utilization {
  const { host, ordinal } = instance;
  return host ? byController(host.controller, atMs) : byItself(seed, ordinal, atMs);
}

function byController(controller: Controller, atMs: number): Utilization {
  const { cpuPercent, memoryUsedBytes } = loadAt(controller, atMs);
  return { cpu: cpuPercent, memory: (100 * memoryUsedBytes) / controller.hardware.memoryBytes };
}

function byItself(seed: number, ordinal: number, atMs: number): Utilization {
  const wave = (name: string, swingMs: number): number =>
    drift({ seed, name: `${name} ${ordinal}`, swingMs }, atMs);
  return {
    cpu: 5 + 30 * seeded(seed, "cpu of machine", ordinal) + 4 * wave("cpu", 300_000),
    memory: 10 + 50 * seeded(seed, "memory of machine", ordinal) + 2 * wave("memory", 900_000),
  };
}
