import { seededUuid } from "../../random/seeded.ts";
import type { Definitions } from "../definitions/definitions.ts";
import { noHold } from "./hold.ts";
import { type Lab, newLab, tellLab } from "./lab.ts";
import { type LabNode, labNode } from "./node.ts";
import { plainSettings } from "./node-settings.ts";
import { plantTopology } from "./plant-topology.ts";
import type { SeedLab, SeedRow } from "./seed-lab.ts";
import type { NodeTimes } from "./timeline.ts";
import { type LabInterface, type LabLink, linkLabel } from "./wiring.ts";

export interface PlantLabOptions {
  readonly seed: number;
  readonly index: number;
  /** What the lab is called where it was given, for errors: `labs[0]`. */
  readonly name: string;
  readonly ownerId: string;
  /** Of the controller. */
  readonly version: string;
  readonly nowMs: number;
  readonly definitions: Definitions;
  readonly nodeBootMs?: number;
  readonly nodeTimes?: Partial<NodeTimes>;
}

const dayMs = 86_400_000;

/** Makes a lab as it stands after some days of use. @throws when its YAML is no topology */
export function plantLab(seedLab: SeedLab, options: PlantLabOptions): Lab {
  const { index, nowMs } = options;
  const { state = "DEFINED_ON_CORE" } = seedLab;
  const planting = { ...options, createdMs: nowMs - (index + 2) * dayMs };
  const lab = "yaml" in seedLab ? plantTopology(seedLab, planting) : plantRow(seedLab, planting);
  if (state !== "DEFINED_ON_CORE") tellLab(lab, "start", nowMs - dayMs);
  if (state === "STOPPED") tellLab(lab, "stop", nowMs - dayMs / 2);
  return lab;
}

function plantRow(row: SeedRow, options: PlantLabOptions & { readonly createdMs: number }): Lab {
  const { seed, index, ownerId, createdMs } = options;
  const last = row.nodes.length - 1;
  const nodes = row.nodes.map((definition, position) => {
    const isAtEnd = position === 0 || position === last;
    return rowNode(definition, position, isAtEnd ? 1 : 2, options);
  });
  const links = nodes
    .slice(1)
    .map((node, position) =>
      linkBetween(nodes[position]!, node, { id: seededUuid(seed, "link", index, position), createdMs }),
    );
  const { title, description = "" } = row;
  return newLab({ id: seededUuid(seed, "lab", index), title, description, ownerId, nodes, links, createdMs });
}

function rowNode(
  definition: string,
  position: number,
  interfaceCount: number,
  options: PlantLabOptions & { readonly createdMs: number },
): LabNode {
  const { seed, index, createdMs, definitions, nodeBootMs, nodeTimes } = options;
  const platform = definitions.platform(definition);
  return labNode({
    id: seededUuid(seed, "node", index, position),
    definition,
    kind: definitions.kind(definition),
    platform,
    settings: {
      ...plainSettings(`${definition}-${position}`),
      x: position * 160,
      y: (position % 2) * 120,
    },
    interfaces: Array.from(
      { length: interfaceCount },
      (_, slot): LabInterface => ({
        id: seededUuid(seed, "interface", index, position, slot),
        label: platform.interfaceLabel(slot),
        type: "physical",
        slot,
        macAddress: null,
        hold: noHold(createdMs),
      }),
    ),
    ...(nodeBootMs !== undefined && { bootMs: nodeBootMs }),
    ...(nodeTimes && { times: nodeTimes }),
  });
}

/** From the last interface of one to the first of the other. */
function linkBetween(
  nodeA: LabNode,
  nodeB: LabNode,
  { id, createdMs }: { readonly id: string; readonly createdMs: number },
): LabLink {
  const from = nodeA.interfaces.at(-1)!;
  const to = nodeB.interfaces[0]!;
  return {
    id,
    label: linkLabel(nodeA.settings.label, from.label, nodeB.settings.label, to.label),
    nodeA: nodeA.id,
    nodeB: nodeB.id,
    interfaceA: from.id,
    interfaceB: to.id,
    hold: noHold(createdMs),
  };
}
