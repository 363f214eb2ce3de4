import type { Controller } from "../controller.ts";
import type { Annotation } from "./annotations/annotation.ts";
import type { SmartAnnotation } from "./annotations/smart-annotation.ts";
import { type Lab, type LabState, labState } from "./lab.ts";
import type { LabNode } from "./node.ts";
import { needsOf } from "./node-needs.ts";
import { permissionsOn, upTo } from "./permissions.ts";
import type { NodeState } from "./timeline.ts";

/** A lab by its wire names, as `GET /labs/{lab_id}` answers. */
export interface LabView {
  readonly id: string;
  readonly created: string;
  readonly modified: string;
  readonly lab_title: string;
  readonly lab_description: string;
  readonly lab_notes: string;
  readonly owner: string;
  readonly owner_username: string;
  readonly owner_fullname: string;
  readonly state: LabState;
  readonly node_count: number;
  readonly link_count: number;
  readonly groups: readonly LabGroup[];
  readonly effective_permissions: readonly string[];
}

/** A group a lab is shared with, in the words of before 2.9. */
export interface LabGroup {
  readonly id: string;
  readonly name: string;
  readonly permission: "read_only" | "read_write";
}

/** The groups a lab is shared with; those that are gone are left out. */
export function labGroups({ groups }: Controller, lab: Lab): readonly LabGroup[] {
  return [...lab.groups].flatMap(([id, most]) => {
    const name = groups.get(id)?.name;
    const permission = upTo(most).includes("lab_edit") ? "read_write" : "read_only";
    return name === undefined ? [] : [{ id, name, permission }];
  });
}

/** What the lab looks like to somebody. */
export function labView(controller: Controller, lab: Lab, userId: string): LabView {
  const viewer = controller.users.find(({ id }) => id === userId);
  const owner = controller.users.find(({ id }) => id === lab.ownerId);
  return {
    id: lab.id,
    created: seconds(lab.createdMs),
    modified: seconds(lab.modifiedMs),
    lab_title: lab.title,
    lab_description: lab.description,
    lab_notes: lab.notes,
    owner: lab.ownerId,
    owner_username: owner?.username ?? "",
    owner_fullname: owner?.fullname ?? "",
    state: labState(lab, controller.clock()),
    node_count: lab.nodes.length,
    link_count: lab.links.length,
    groups: labGroups(controller, lab),
    effective_permissions: viewer ? permissionsOn(lab, viewer, controller.groups) : [],
  };
}

/** A lab as `GET /populate_lab_tiles` shows it: recordings have the lab with a small topology. */
export interface LabTile extends LabView {
  readonly topology: {
    readonly nodes: readonly TileNode[];
    readonly links: readonly { readonly id: string; readonly node_a: string; readonly node_b: string }[];
    readonly annotations: readonly Annotation[];
    readonly smart_annotations: readonly SmartAnnotation[];
  };
}

export interface TileNode {
  readonly id: string;
  readonly label: string;
  readonly node_definition: string;
  readonly x: number;
  readonly y: number;
  readonly state: NodeState;
  readonly cpus: number | null;
  readonly ram: number | null;
}

export function labTile(controller: Controller, lab: Lab, userId: string): LabTile {
  return {
    ...labView(controller, lab, userId),
    topology: {
      nodes: lab.nodes.map((node) => tileNode(node, controller.clock())),
      links: lab.links.map(({ id, nodeA, nodeB }) => ({ id, node_a: nodeA, node_b: nodeB })),
      annotations: lab.annotations,
      smart_annotations: lab.smartAnnotations,
    },
  };
}

function tileNode(node: LabNode, atMs: number): TileNode {
  const { id, settings, definition } = node;
  const { cpus, ramMib } = needsOf(node);
  return {
    id,
    label: settings.label,
    node_definition: definition,
    x: settings.x,
    y: settings.y,
    state: node.stateAt(atMs),
    // Kinds without a virtual machine have null here, not 0.
    cpus: cpus || null,
    ram: ramMib || null,
  };
}

/** ISO 8601 with seconds and an explicit zero offset, as controllers write it. */
function seconds(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}+00:00`;
}
