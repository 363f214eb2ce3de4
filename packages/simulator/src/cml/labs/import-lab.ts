import { CmlApiError } from "../answer.ts";
import type { Definitions } from "../definitions/definitions.ts";
import type { Lab } from "./lab.ts";
import { type LabNode, labNode, type NodeTimes } from "./node.ts";
import { plainSettings, withSettings } from "./node-settings.ts";
import type { TopologyFile } from "./topology-file.ts";
import { type LabInterface, type LabLink, linkLabel } from "./wiring.ts";

export interface ImportLabOptions {
  readonly title: string;
  readonly ownerId: string;
  readonly nowMs: number;
  /** A new id on each call. */
  readonly newId: () => string;
  readonly definitions: Definitions;
  readonly nodeBootMs?: number;
  readonly nodeTimes?: Partial<NodeTimes>;
}

export interface ImportedLab {
  readonly lab: Lab;
  /** Markdown, as controllers write them; their words are not recorded. */
  readonly warnings: readonly string[];
}

/** Makes a lab of a file. Everything in it gets a new id. @throws CmlApiError 400 when it refers to what is not there. */
export function importLab(file: TopologyFile, options: ImportLabOptions): ImportedLab {
  const { title, ownerId, nowMs, newId } = options;
  const made = new Map<string, MadeNode>();
  for (const given of file.nodes) made.set(given.id, makeNode(given, options));
  const links = file.links.map((given) => makeLink(given, made, newId()));
  const { description, notes } = file.lab;
  const nodes = [...made.values()].map(({ node }) => node);
  const times = { createdMs: nowMs, modifiedMs: nowMs };
  const shares = { sharedWith: new Map(), groups: new Map() };
  return {
    lab: { id: newId(), title, description, notes, ownerId, ...shares, nodes, links, ...times },
    warnings: warningsAbout(file, options.definitions),
  };
}

interface MadeNode {
  readonly node: LabNode;
  /** By their ids in the file. */
  readonly interfaces: ReadonlyMap<string, LabInterface>;
}

function makeNode(given: TopologyFile["nodes"][number], options: ImportLabOptions): MadeNode {
  const { newId, definitions, nodeBootMs, nodeTimes } = options;
  const { id: _ofTheFile, node_definition: definition, interfaces: listed, ...settings } = given;
  const interfaces = new Map(
    listed.map(({ id, label, type, slot = null, mac_address: macAddress = null }) => [
      id,
      { id: newId(), label, type, slot, macAddress },
    ]),
  );
  const node = labNode({
    id: newId(),
    definition,
    kind: definitions.kind(definition),
    settings: withSettings(
      plainSettings(given.label),
      settings,
      definitions.platform(definition).mainFile ?? "default",
    ),
    interfaces: [...interfaces.values()],
    ...(nodeBootMs !== undefined && { bootMs: nodeBootMs }),
    ...(nodeTimes && { times: nodeTimes }),
  });
  return { node, interfaces };
}

function makeLink(
  { id: idInFile, n1, i1, n2, i2, label }: TopologyFile["links"][number],
  made: ReadonlyMap<string, MadeNode>,
  id: string,
): LabLink {
  const [one, other] = [made.get(n1), made.get(n2)];
  const [from, to] = [one?.interfaces.get(i1), other?.interfaces.get(i2)];
  if (!one || !other || !from || !to)
    throw new CmlApiError(400, `Bad request: Link ${idInFile} ends where there is nothing.`);
  const [nodeA, nodeB] = [one.node, other.node];
  return {
    id,
    label: label ?? linkLabel(nodeA.settings.label, from.label, nodeB.settings.label, to.label),
    nodeA: nodeA.id,
    nodeB: nodeB.id,
    interfaceA: from.id,
    interfaceB: to.id,
  };
}

function warningsAbout(
  { nodes, annotations, smart_annotations }: TopologyFile,
  definitions: Definitions,
): readonly string[] {
  const kinds = new Set(nodes.map(({ node_definition }) => node_definition));
  const unknown = [...kinds].filter((kind) => !definitions.nodes.has(kind));
  const decoration = annotations.length + smart_annotations.length;
  return [
    ...unknown.map((kind) => `Node definition \`${kind}\` is not known: its nodes are small machines.`),
    ...(decoration > 0 ? ["Annotations are not kept."] : []),
  ];
}
