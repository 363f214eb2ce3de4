import { seededUuid } from "../../random/seeded.ts";
import type { Lab } from "./lab.ts";
import { tellLab } from "./lab.ts";
import { labNode } from "./node.ts";
import type { SeedLab } from "./seed-lab.ts";

export interface PlantLabOptions {
  readonly seed: number;
  readonly index: number;
  readonly ownerId: string;
  readonly nowMs: number;
  readonly nodeBootMs?: number;
}

const dayMs = 86_400_000;

/** Makes a lab as it stands after some days of use. */
export function plantLab(seedLab: SeedLab, options: PlantLabOptions): Lab {
  const { seed, index, ownerId, nowMs, nodeBootMs } = options;
  const id = seededUuid(seed, "lab", index);
  const nodes = seedLab.nodes.map((definition, position) =>
    labNode({
      id: seededUuid(seed, "node", index, position),
      label: `${definition}-${position}`,
      definition,
      ...(nodeBootMs !== undefined && { bootMs: nodeBootMs }),
    }),
  );
  const links = nodes.slice(1).map((node, position) => ({
    id: seededUuid(seed, "link", index, position),
    nodeA: nodes[position]!.id,
    nodeB: node.id,
  }));
  const createdMs = nowMs - (index + 2) * dayMs;
  const { title, description = "", state = "DEFINED_ON_CORE" } = seedLab;
  const lab: Lab = { id, title, description, ownerId, createdMs, modifiedMs: createdMs, nodes, links };
  if (state !== "DEFINED_ON_CORE") tellLab(lab, "start", nowMs - dayMs);
  if (state === "STOPPED") tellLab(lab, "stop", nowMs - dayMs / 2);
  return lab;
}
