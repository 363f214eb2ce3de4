import { seededUuid } from "../../random/seeded.ts";
import { platform } from "../definitions/platforms.ts";
import type { Lab } from "./lab.ts";
import { tellLab } from "./lab.ts";
import { type LabNode, labNode, type NodeTimes } from "./node.ts";
import { plainSettings } from "./node-settings.ts";
import type { SeedLab } from "./seed-lab.ts";
import { type LabInterface, type LabLink, linkLabel } from "./wiring.ts";

export interface PlantLabOptions {
  readonly seed: number;
  readonly index: number;
  readonly ownerId: string;
  readonly nowMs: number;
  readonly nodeBootMs?: number;
  readonly nodeTimes?: Partial<NodeTimes>;
}

const dayMs = 86_400_000;

/** Makes a lab as it stands after some days of use. */
export function plantLab(seedLab: SeedLab, options: PlantLabOptions): Lab {
  const { seed, index, ownerId, nowMs, nodeBootMs, nodeTimes } = options;
  const id = seededUuid(seed, "lab", index);
  const last = seedLab.nodes.length - 1;
  const nodes = seedLab.nodes.map((definition, position) => {
    const isAtEnd = position === 0 || position === last;
    return labNode({
      id: seededUuid(seed, "node", index, position),
      definition,
      settings: {
        ...plainSettings(`${definition}-${position}`),
        x: position * 160,
        y: (position % 2) * 120,
      },
      interfaces: Array.from(
        { length: isAtEnd ? 1 : 2 },
        (_, slot): LabInterface => ({
          id: seededUuid(seed, "interface", index, position, slot),
          label: platform(definition).interfaceLabel(slot),
          type: "physical",
          slot,
          macAddress: null,
        }),
      ),
      ...(nodeBootMs !== undefined && { bootMs: nodeBootMs }),
      ...(nodeTimes && { times: nodeTimes }),
    });
  });
  const links = nodes
    .slice(1)
    .map((node, position) => linkBetween(nodes[position]!, node, seededUuid(seed, "link", index, position)));
  const createdMs = nowMs - (index + 2) * dayMs;
  const { title, description = "", state = "DEFINED_ON_CORE" } = seedLab;
  const times = { createdMs, modifiedMs: createdMs };
  const lab: Lab = {
    id,
    title,
    description,
    notes: "",
    ownerId,
    sharedWith: new Map(),
    groups: new Map(),
    nodes,
    links,
    ...times,
  };
  if (state !== "DEFINED_ON_CORE") tellLab(lab, "start", nowMs - dayMs);
  if (state === "STOPPED") tellLab(lab, "stop", nowMs - dayMs / 2);
  return lab;
}

/** From the last interface of one to the first of the other. */
function linkBetween(nodeA: LabNode, nodeB: LabNode, id: string): LabLink {
  const from = nodeA.interfaces.at(-1)!;
  const to = nodeB.interfaces[0]!;
  return {
    id,
    label: linkLabel(nodeA.settings.label, from.label, nodeB.settings.label, to.label),
    nodeA: nodeA.id,
    nodeB: nodeB.id,
    interfaceA: from.id,
    interfaceB: to.id,
  };
}
