import { type AnswerReader, answerReader } from "../answers/read-answer.ts";
import { type Operation, operation } from "../transport/operation.ts";
import { statsSchema, type WireCompute, type WireSpace, type WireStats } from "./stats-schema.ts";

/** Memory or disk, in bytes. `null` is unknown. Used and free need not add up to the total: there are caches. */
export interface CmlSpace {
  readonly usedBytes: number | null;
  readonly freeBytes: number | null;
  readonly totalBytes: number | null;
}

/** What a host carries, or all hosts together. `null` is unknown. */
export interface CmlWorkload {
  readonly cpuPercent: number | null;
  /** Cores as the host counts them. */
  readonly cpuCount: number | null;
  readonly memory: CmlSpace;
  readonly disk: CmlSpace;
  /** Virtual CPUs promised to nodes. */
  readonly allocatedCpus: number | null;
  /** Memory promised to nodes, in bytes. */
  readonly allocatedMemoryBytes: number | null;
  readonly nodesRunning: number | null;
  readonly nodesTotal: number | null;
}

/** Load of one compute host. `null` is unknown. */
export interface CmlComputeStats extends CmlWorkload {
  readonly hostname: string | null;
  readonly isController: boolean | null;
  readonly cpuModel: string | null;
  /** Averages over 1, 5 and 15 minutes. */
  readonly load: readonly number[] | null;
}

/**
 * Load of a controller. The node and allocation counts are sums over all compute hosts; a sum is unknown (`null`) as
 * soon as one host keeps its part to itself, because half a sum would pass for the truth.
 */
export interface CmlSystemStats extends CmlWorkload {
  /** By compute id. */
  readonly computes: Readonly<Record<string, CmlComputeStats>>;
  readonly controllerDisk: CmlSpace;
}

/** Reads what `GET /system_stats` answers, and what `/ws/ui` tells of the load. */
export const readSystemStats: AnswerReader<CmlSystemStats> = answerReader(statsSchema, convert);

/** `GET /system_stats`. */
export const systemStats: Operation<CmlSystemStats> = operation("GET /system_stats", readSystemStats);

function convert({ computes, all, controller }: WireStats): CmlSystemStats {
  const hosts: Record<string, CmlComputeStats> = {};
  for (const id in computes) hosts[id] = computeOf(computes[id]);
  const every = Object.values(hosts);
  return {
    cpuPercent: all?.cpu?.percent ?? null,
    cpuCount: all?.cpu?.count ?? null,
    memory: spaceOf(all?.memory),
    disk: spaceOf(all?.disk),
    allocatedCpus: sum(every, "allocatedCpus"),
    allocatedMemoryBytes: sum(every, "allocatedMemoryBytes"),
    nodesRunning: sum(every, "nodesRunning"),
    nodesTotal: sum(every, "nodesTotal"),
    computes: hosts,
    controllerDisk: spaceOf(controller?.disk),
  };
}

function computeOf(wire: WireCompute): CmlComputeStats {
  const { cpu, memory, disk, dominfo } = wire?.stats ?? {};
  return {
    hostname: wire?.hostname ?? null,
    isController: wire?.is_controller ?? null,
    cpuModel: cpu?.model ?? null,
    load: cpu?.load ?? null,
    cpuPercent: cpu?.percent ?? null,
    cpuCount: cpu?.count ?? null,
    memory: spaceOf(memory),
    disk: spaceOf(disk),
    allocatedCpus: dominfo?.allocated_cpus ?? null,
    allocatedMemoryBytes: bytesOf(dominfo?.allocated_memory),
    nodesRunning: dominfo?.running_nodes ?? null,
    nodesTotal: dominfo?.total_nodes ?? null,
  };
}

function spaceOf(wire: WireSpace): CmlSpace {
  return { usedBytes: wire?.used ?? null, freeBytes: wire?.free ?? null, totalBytes: wire?.total ?? null };
}

/** Allocated memory comes in KiB, unlike everything else (recorded on 2.9: 6291456 for three nodes of 2 GiB). */
function bytesOf(kibibytes: number | null | undefined): number | null {
  return kibibytes == null ? null : kibibytes * 1_024;
}

type Summand = "allocatedCpus" | "allocatedMemoryBytes" | "nodesRunning" | "nodesTotal";

function sum(hosts: readonly CmlWorkload[], member: Summand): number | null {
  if (hosts.length === 0) return null;
  let total = 0;
  for (const { [member]: part } of hosts) {
    if (part === null) return null;
    total += part;
  }
  return total;
}
