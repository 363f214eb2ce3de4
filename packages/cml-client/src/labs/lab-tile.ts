import { aList, byKey, type Kind, maybe, orNone } from "../answers/kinds.ts";
import { aRecord } from "../answers/record.ts";
import { aLink, type CmlLink } from "../links/link.ts";
import { aNode, type CmlNode } from "../nodes/node.ts";
import { answering } from "../transport/answers.ts";
import { type CmlLab, labFields } from "./lab.ts";

/** A lab with what it is made of, as the overview shows it. */
export interface CmlLabTile extends CmlLab {
  readonly nodes: readonly CmlNode[];
  readonly links: readonly CmlLink[];
}

type Wire = Omit<CmlLab, "id"> & {
  readonly topology: { readonly nodes: readonly CmlNode[]; readonly links: readonly CmlLink[] } | null;
};

const aTile: Kind<Wire> = aRecord<Wire>(
  {
    ...labFields,
    topology: [
      "topology",
      maybe(
        aRecord(
          {
            nodes: ["nodes", orNone(aList(aNode))] as const,
            links: ["links", orNone(aList(aLink))] as const,
          },
          ["annotations", "smart_annotations"],
        ),
      ),
    ],
  },
  ["id", "autostart", "node_staging"],
);

/** `GET /populate_lab_tiles`, by lab id. */
export const labTiles = answering(
  "GET /populate_lab_tiles",
  aRecord({ tiles: ["lab_tiles", byKey(aTile)] as const }),
);

/** A tile with its id. */
export function tileOf(id: string, { topology, ...lab }: Wire): CmlLabTile {
  return { id, ...lab, nodes: topology?.nodes ?? [], links: topology?.links ?? [] };
}
