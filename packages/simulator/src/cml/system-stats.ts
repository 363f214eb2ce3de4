import type { Controller } from "./controller.ts";
import type { Load } from "./load.ts";

/** How much of something is taken, in bytes. */
export interface Space {
  readonly used: number;
  readonly free: number;
  readonly total: number;
}

/** The body of `GET /system_stats`, by its wire names. Memory and disk are bytes, `allocated_memory` is KiB. */
export interface SystemStats {
  readonly computes: Readonly<Record<string, ComputeStats>>;
  readonly all: {
    readonly cpu: { readonly count: number; readonly percent: number };
    readonly memory: Space;
    readonly disk: Space;
  };
  readonly controller: { readonly disk: Space };
}

export interface ComputeStats {
  readonly hostname: string;
  readonly is_controller: boolean;
  readonly stats: {
    readonly cpu: {
      readonly count: number;
      readonly percent: number;
      readonly model: string;
      readonly hyperthreading: boolean;
      readonly predicted: number;
      readonly load: readonly [number, number, number];
    };
    readonly memory: Space;
    readonly disk: Space;
    readonly dominfo: {
      readonly total_nodes: number;
      readonly total_orphans: number;
      readonly running_nodes: number;
      readonly running_orphans: number;
      readonly allocated_cpus: number;
      readonly allocated_memory: number;
    };
  };
}

/** Writes a load in the shape recorded from a real controller. */
export function systemStats(controller: Controller, load: Load): SystemStats {
  const { cpus: count, memoryBytes, diskBytes } = controller.hardware;
  const percent = rounded(load.cpuPercent);
  // Page cache is neither used nor free: on a real host the two do not add up to the total.
  const cached = Math.round((memoryBytes - load.memoryUsedBytes) * 0.3);
  const memory = {
    used: load.memoryUsedBytes,
    free: memoryBytes - load.memoryUsedBytes - cached,
    total: memoryBytes,
  };
  const disk = { used: load.diskUsedBytes, free: diskBytes - load.diskUsedBytes, total: diskBytes };
  const busy = rounded((load.cpuPercent * count) / 100);
  return {
    // A host that is out of the cluster is not heard of.
    computes: isOut(controller)
      ? {}
      : {
          [controller.computeId]: {
            hostname: controller.hostname,
            is_controller: true,
            stats: {
              cpu: {
                count,
                percent,
                model: "Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz",
                hyperthreading: true,
                predicted: Math.round((100 * load.allocatedCpus) / count),
                load: [busy, rounded(busy * 0.95), rounded(busy * 0.9)],
              },
              memory,
              disk,
              dominfo: {
                total_nodes: load.totalNodes,
                total_orphans: 0,
                running_nodes: load.runningNodes,
                running_orphans: 0,
                allocated_cpus: load.allocatedCpus,
                allocated_memory: load.allocatedMemoryKib,
              },
            },
          },
        },
    all: { cpu: { count, percent }, memory, disk },
    controller: { disk },
  };
}

function isOut({ system }: Controller): boolean {
  return system.compute === undefined || system.compute === "UNREGISTERED";
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
