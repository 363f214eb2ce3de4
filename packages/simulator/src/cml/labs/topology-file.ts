import { z } from "zod";
import { CmlApiError } from "../answer.ts";
import { conditionSchema } from "../links/link-condition.ts";
import { isBefore, type Release } from "../releases/release.ts";
import { readYaml, writeYaml } from "../yaml-text.ts";
import { drawingPartSchema } from "./annotations/annotation.ts";
import { smartAnnotationPart } from "./annotations/smart-annotation.ts";
import type { Lab } from "./lab.ts";
import { nodeSettingsShape } from "./node-settings.ts";
import { labStarting, nodeStarting } from "./starting.ts";
import { topologyVersion } from "./topology-view.ts";

const interfaceSchema = z.object({
  id: z.string(),
  label: z.string(),
  type: z.enum(["physical", "loopback"]).default("physical"),
  slot: z.number().int().min(0).max(128).optional(),
  mac_address: z
    .string()
    .regex(/^[a-fA-F\d]{2}(:[a-fA-F\d]{2}){5}$/)
    .nullish(),
});

/** Before version 0.1.0 interfaces stood beside the nodes that they name: from memory of such files, not from a document. */
const oldInterfaces = z.array(interfaceSchema.extend({ node: z.string() })).default([]);

const labSchema = z.object({
  version: z.string(),
  title: z.string().max(64).optional(),
  description: z.string().max(4096).default(""),
  notes: z.string().max(32_768).default(""),
});

const nodeSchema = z.object({
  ...z.object(nodeSettingsShape).partial().shape,
  label: nodeSettingsShape.label,
  id: z.string(),
  node_definition: z.string(),
  interfaces: z.array(interfaceSchema).default([]),
});

const fileSchema = z.object({
  lab: labSchema,
  nodes: z.array(nodeSchema).default([]),
  interfaces: oldInterfaces,
  links: z
    .array(
      z.object({
        id: z.string(),
        n1: z.string(),
        i1: z.string(),
        n2: z.string(),
        i2: z.string(),
        label: z.string().min(1).max(128).optional(),
        conditioning: conditionSchema.optional(),
      }),
    )
    .default([]),
  annotations: z.array(drawingPartSchema).default([]),
  smart_annotations: z.array(smartAnnotationPart).default([]),
});

/** That it stands there by the names it has in requests is an assumption. */
const startingSchema = fileSchema.extend({
  lab: labSchema.extend(labStarting.shape),
  nodes: z.array(nodeSchema.extend(nodeStarting.shape)).default([]),
});

type WrittenFile = z.infer<typeof startingSchema>;

/** A lab as a file has it: its ids count within the file only. */
export type TopologyFile = Omit<WrittenFile, "interfaces">;

/**
 * Reads YAML, of which JSON is a part. What a release does not know, it overlooks.
 *
 * @throws CmlApiError 400 when it is neither, or no topology
 */
export function readTopologyFile(text: string, release: Release): TopologyFile {
  const schema = isBefore(release, "2.10") ? fileSchema : startingSchema;
  const parsed = schema.safeParse(readYaml(text));
  if (parsed.success) return withOldInterfaces(parsed.data);
  throw new CmlApiError(400, "Input validation failed");
}

function withOldInterfaces({ interfaces, ...file }: WrittenFile): TopologyFile {
  const lost = interfaces.find(({ node }) => file.nodes.every(({ id }) => id !== node));
  if (lost) throw new CmlApiError(400, `Bad request: Interface ${lost.id} belongs to no node.`);
  const nodes = file.nodes.map((node) => ({
    ...node,
    interfaces: [
      ...node.interfaces,
      ...interfaces.filter((one) => one.node === node.id).map(({ node: _here, ...one }) => one),
    ],
  }));
  return { ...file, nodes };
}

/** Writes a lab as the file that `GET /labs/{lab_id}/download` answers. */
export function writeTopologyFile(lab: Lab): string {
  const { title, description, notes, starting, nodes, links, ...drawn } = lab;
  const shortNodes = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const shortInterfaces = new Map(
    nodes.flatMap(({ interfaces }) => interfaces.map(({ id }, index) => [id, `i${index}`] as const)),
  );
  return writeYaml({
    annotations: drawn.annotations.map(withoutId),
    smart_annotations: drawn.smartAnnotations.map(withoutId),
    nodes: nodes.map(
      ({ id, definition, settings: { pinned_compute_id: _notHere, ...settings }, interfaces, ...node }) => ({
        id: shortNodes.get(id),
        node_definition: definition,
        ...settings,
        interfaces: interfaces.map(({ id: interfaceId, label, type, slot, macAddress }) => ({
          id: shortInterfaces.get(interfaceId),
          label,
          ...(slot !== null && { slot }),
          type,
          ...(macAddress !== null && { mac_address: macAddress }),
        })),
        ...node.starting,
      }),
    ),
    links: links.map(({ nodeA, nodeB, interfaceA, interfaceB, label, condition }, index) => ({
      id: `l${index}`,
      n1: shortNodes.get(nodeA),
      n2: shortNodes.get(nodeB),
      i1: shortInterfaces.get(interfaceA),
      i2: shortInterfaces.get(interfaceB),
      label,
      conditioning: condition ?? {},
    })),
    lab: { description, notes, title, version: topologyVersion, ...starting },
  });
}

/** Ids of elements that nothing in a file refers to are left out. */
function withoutId<T extends { readonly id: string }>({ id: _notHere, ...members }: T): Omit<T, "id"> {
  return members;
}
