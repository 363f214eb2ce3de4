import { CmlApiError } from "../answer.ts";
import type { Definitions } from "../definitions/definitions.ts";
import { changedCondition } from "../links/link-condition.ts";
import { completeDrawing } from "./annotations/annotation.ts";
import { followTags, refill, type SmartAnnotation, withChanges } from "./annotations/smart-annotation.ts";
import { checkFile } from "./file-rules.ts";
import { noHold } from "./hold.ts";
import { warningsAbout } from "./import-warnings.ts";
import { type Lab, newLab } from "./lab.ts";
import { withoutMachineSettings } from "./machine-settings.ts";
import { type LabNode, labNode } from "./node.ts";
import { plainSettings, withSettings } from "./node-settings.ts";
import { labStarting, nodeStarting } from "./starting.ts";
import type { NodeTimes } from "./timeline.ts";
import type { TopologyFile } from "./topology-file.ts";
import { type LabInterface, type LabLink, linkLabel } from "./wiring.ts";

export interface ImportLabOptions {
  /** @defaultValue a new one */
  readonly id?: string;
  readonly title: string;
  readonly ownerId: string;
  readonly nowMs: number;
  /** A new id on each call. */
  readonly newId: () => string;
  readonly definitions: Definitions;
  /** Id of the host that nodes may be pinned to. */
  readonly computeId?: string;
  readonly nodeBootMs?: number;
  readonly nodeTimes?: Partial<NodeTimes>;
}

export interface ImportedLab {
  readonly lab: Lab;
  /** Markdown, as controllers write them; their words are not recorded. */
  readonly warnings: readonly string[];
}

/** Makes a lab of a file. Everything in it gets a new id. @throws CmlApiError 400 when it is not in itself consistent. */
export function importLab(file: TopologyFile, options: ImportLabOptions): ImportedLab {
  const { title, ownerId, nowMs, newId } = options;
  checkFile(file, options.definitions);
  const made = new Map<string, MadeNode>();
  for (const given of file.nodes) made.set(given.id, makeNode(given, options));
  const links = file.links.map((given) => makeLink(given, made, { id: newId(), nowMs }));
  const { description, notes } = file.lab;
  const nodes = [...made.values()].map(({ node }) => node);
  const annotations = file.annotations.map((part) => ({ ...completeDrawing(part), id: newId() }));
  const id = options.id ?? newId();
  const starting = labStarting.parse(file.lab);
  const lab = newLab({
    id,
    title,
    description,
    notes,
    starting,
    ownerId,
    createdMs: nowMs,
    nodes,
    links,
    annotations,
  });
  followTags(lab, newId);
  dressTags(lab, file.smart_annotations);
  return { lab, warnings: warningsAbout(file, options) };
}

/** Tags look as the file has it, in its order; what it says of tags that no node has is dropped. */
function dressTags({ smartAnnotations }: Lab, parts: TopologyFile["smart_annotations"]): void {
  // The first of two for the same tag counts.
  const places = new Map(parts.map(({ tag }, place) => [tag, place] as const).reverse());
  const placeOf = ({ tag }: SmartAnnotation): number => places.get(tag) ?? parts.length;
  const dressed = smartAnnotations.map((plain) => withChanges(plain, parts[placeOf(plain)] ?? {}));
  refill(
    smartAnnotations,
    dressed.sort((one, other) => placeOf(one) - placeOf(other)),
  );
}

interface MadeNode {
  readonly node: LabNode;
  /** By their ids in the file. */
  readonly interfaces: ReadonlyMap<string, LabInterface>;
}

function makeNode(given: TopologyFile["nodes"][number], options: ImportLabOptions): MadeNode {
  const { newId, nowMs, definitions, nodeBootMs, nodeTimes } = options;
  const { id: _ofTheFile, node_definition: definition, interfaces: listed, ...settings } = given;
  const interfaces = new Map(
    listed.map(({ id, label, type, slot = null, mac_address: macAddress = null }) => [
      id,
      { id: newId(), label, type, slot, macAddress, hold: noHold(nowMs) },
    ]),
  );
  const kind = definitions.kind(definition);
  const node = labNode({
    id: newId(),
    definition,
    kind,
    platform: definitions.platform(definition),
    settings: withSettings(
      plainSettings(given.label),
      // Requests are refused; files of old releases have them everywhere.
      kind.ramMib > 0 ? settings : withoutMachineSettings(settings),
      definitions.platform(definition).mainFile ?? "default",
    ),
    starting: nodeStarting.parse(given),
    interfaces: [...interfaces.values()],
    ...(nodeBootMs !== undefined && { bootMs: nodeBootMs }),
    ...(nodeTimes && { times: nodeTimes }),
  });
  return { node, interfaces };
}

function makeLink(
  { id: idInFile, n1, i1, n2, i2, label, conditioning = {} }: TopologyFile["links"][number],
  made: ReadonlyMap<string, MadeNode>,
  { id, nowMs }: { readonly id: string; readonly nowMs: number },
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
    hold: noHold(nowMs),
    ...(Object.keys(conditioning).length > 0 && { condition: changedCondition(undefined, conditioning) }),
  };
}
