import type { CmlLab, CmlStats } from "../../ports/cml-gateway.ts";

/** Load and workload to test with: a quarter of everything is used, unless `parts` say otherwise. */
export function sampleStats(parts: Partial<CmlStats> = {}): CmlStats {
  return {
    cpuPercent: 25,
    memoryUsedBytes: 2 ** 34,
    memoryTotalBytes: 2 ** 36,
    diskUsedBytes: 2 ** 36,
    diskTotalBytes: 2 ** 38,
    cpuCount: 16,
    allocatedCpus: 4,
    allocatedMemoryBytes: 2 ** 33,
    nodesRunning: 3,
    nodesTotal: 12,
    ...parts,
  };
}

/** A lab to test with: stopped, with two nodes, unless `parts` say otherwise. */
export function sampleLab(parts: Partial<CmlLab> = {}): CmlLab {
  return {
    id: "lab-1",
    title: "Two routers",
    description: null,
    notes: null,
    state: "STOPPED",
    ownerUsername: "admin",
    ownerFullname: null,
    nodeCount: 2,
    linkCount: 1,
    createdAt: "2026-01-02T03:04:05.678Z",
    modifiedAt: null,
    groups: [],
    ...parts,
  };
}
