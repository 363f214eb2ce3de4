import type { Lab } from "../labs/lab.ts";
import { needsOf } from "../labs/node-needs.ts";
import { type SimulationStats, simulationStats } from "../labs/simulation-stats.ts";
import type { Difference } from "./difference.ts";
import { isBefore, releaseOf } from "./release.ts";

const diskMb = 400;

/** What the elements of a lab use, as this version of a controller tells it: over its API, and on its live feed. */
export function simulationStatsOf(version: string, lab: Lab, atMs: number): SimulationStats {
  const stats = simulationStats(lab, atMs);
  return isBefore(releaseOf(version), "2.10") ? stats : withUsage(stats, lab, atMs);
}

/** Percent of its memory, and megabytes of its disk; how much that is on real machines depends on what they do. */
function withUsage(stats: SimulationStats, lab: Lab, atMs: number): SimulationStats {
  const nodes = lab.nodes.flatMap((node) => {
    const usage = stats.nodes[node.id];
    if (!usage) return [];
    const state = node.stateAt(atMs);
    const isRunning = state === "STARTED" || state === "BOOTED";
    const isMachine = isRunning && needsOf(node).ramMib > 0;
    const more = {
      ram_usage: isMachine ? (state === "BOOTED" ? 80 : 45) : 0,
      disk_usage: isMachine ? diskMb + Math.round(usage.block0_wr_bytes / 1_000_000) : 0,
      is_running: isRunning,
    };
    return [[node.id, { ...usage, ...more }] as const];
  });
  return { ...stats, nodes: Object.fromEntries(nodes) };
}

export const usage: Difference = {
  about: "statistics of nodes tell their memory, their disk and whether they run from 2.10 on",
  releases: { from: "2.10" },
  amendments: {
    "GET /labs/{lab_id}/simulation_stats": {
      answer: (body, { controller, path }) => {
        const lab = controller.labs.get(path["lab_id"] ?? "");
        return lab ? withUsage(body as SimulationStats, lab, controller.clock()) : body;
      },
    },
  },
};
