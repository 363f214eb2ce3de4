import { drift } from "../random/drift.ts";
import { seeded } from "../random/seeded.ts";
import type { Controller } from "./controller.ts";
import type { LabNode } from "./labs/node.ts";
import { isMachine, needsOf } from "./labs/node-needs.ts";

/** What a controller's host carries at one moment. */
export interface Load {
  readonly cpuPercent: number;
  readonly memoryUsedBytes: number;
  readonly diskUsedBytes: number;
  /** Virtual machines that are on. */
  readonly runningNodes: number;
  /** Virtual machines that exist, on or off. */
  readonly totalNodes: number;
  readonly allocatedCpus: number;
  readonly allocatedMemoryKib: number;
}

const gib = 2 ** 30;
const mib = 2 ** 20;

/** The load at any moment, computed from what the labs were doing then: asking twice gives the same. */
export function loadAt(controller: Controller, atMs: number): Load {
  const { seed, hardware } = controller;
  const demand = { cores: 0, memoryBytes: 0, diskBytes: 0, running: 0, total: 0, cpus: 0, ramMib: 0 };
  for (const lab of controller.labs.values()) {
    for (const node of lab.nodes) {
      if (isMachine(node)) addNode(demand, node, atMs);
    }
  }
  const wave = (name: string, swingMs: number): number => drift({ seed, name, swingMs }, atMs);
  const idlePercent = 3 + 2 * seeded(seed, "idle cpu");
  const busyPercent = (100 * demand.cores) / hardware.cpus;
  const flutter = 1 + 0.12 * wave("cpu slow", 90_000) + 0.06 * wave("cpu fast", 9_000);
  const days = Math.max(0, atMs - controller.installedMs) / 86_400_000;
  const baseMemory = Math.min(4 * gib, hardware.memoryBytes * 0.2);
  const usedMemory = (baseMemory + demand.memoryBytes) * (1 + 0.015 * wave("memory", 300_000));
  const usedDisk = 22 * gib + demand.diskBytes + days * 0.08 * gib + 0.2 * gib * wave("disk", 3_600_000);
  return {
    cpuPercent: clamp((idlePercent + busyPercent) * flutter, 0.1, 100),
    memoryUsedBytes: Math.round(clamp(usedMemory, 0, hardware.memoryBytes * 0.97)),
    diskUsedBytes: Math.round(clamp(usedDisk, 0, hardware.diskBytes * 0.98)),
    runningNodes: demand.running,
    totalNodes: demand.total,
    allocatedCpus: demand.cpus,
    allocatedMemoryKib: demand.ramMib * 1024,
  };
}

interface Demand {
  cores: number;
  memoryBytes: number;
  diskBytes: number;
  running: number;
  total: number;
  cpus: number;
  ramMib: number;
}

function addNode(demand: Demand, node: LabNode, atMs: number): void {
  const state = node.stateAt(atMs);
  if (state === "DEFINED_ON_CORE") return;
  demand.total += 1;
  demand.diskBytes += 0.4 * gib;
  // Until the host takes it, a node takes nothing of the host.
  if (state !== "STARTED" && state !== "BOOTED") return;
  const { ramMib, cpus, cpuShare } = needsOf(node);
  demand.running += 1;
  demand.cpus += cpus;
  demand.ramMib += ramMib;
  // A booting machine works hard and has not touched all of its memory yet.
  const booted = state === "BOOTED";
  demand.cores += cpus * Math.min(cpuShare, booted ? node.kind.busy : 0.85);
  demand.memoryBytes += ramMib * mib * (booted ? 0.8 : 0.45);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
