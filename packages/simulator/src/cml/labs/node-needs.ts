import type { LabNode } from "./node.ts";

/** What one node asks of its host: what is set of it, or what its definition has. All 0 for kinds without a machine. */
export interface NodeNeeds {
  readonly ramMib: number;
  readonly cpus: number;
  /** The most it may use of its CPUs, 0 to 1. */
  readonly cpuShare: number;
}

/** Labs of old releases have zeros where nothing is set. */
export function needsOf({ kind, settings }: Pick<LabNode, "kind" | "settings">): NodeNeeds {
  if (kind.ramMib === 0) return { ramMib: 0, cpus: 0, cpuShare: 0 };
  return {
    ramMib: settings.ram || kind.ramMib,
    cpus: settings.cpus || kind.cpus,
    cpuShare: (settings.cpu_limit || 100) / 100,
  };
}

/** Whether it is a virtual machine, and not a part of the network only. */
export function isMachine({ kind }: Pick<LabNode, "kind">): boolean {
  return kind.ramMib > 0;
}

/** Whether it has its share of the host, or is promised one: it is on, or told to be. */
export function takesRoom(node: LabNode, atMs: number): boolean {
  if (node.isToldTo("start")) return true;
  const state = node.stateAt(atMs);
  return state !== "DEFINED_ON_CORE" && state !== "STOPPED";
}

/** Whether it can be removed: it is wiped, or told to be after a stop. */
export function isWipedOrTold(node: LabNode, atMs: number): boolean {
  return node.isToldTo("wipe") || (node.stateAt(atMs) === "DEFINED_ON_CORE" && !node.isToldTo("start"));
}
