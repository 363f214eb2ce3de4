import { type NodeDefinition, nodeDefinition } from "../labs/node-definitions.ts";
import type { ImageDefinition } from "./image-definition-schema.ts";
import type { WholeNodeDefinition } from "./node-definition-schema.ts";
import { type Platform, platform } from "./platforms.ts";
import { referenceImageDefinitions, referenceNodeDefinitions } from "./reference-definitions.ts";

/** What nodes of one controller can be, and what they start from; in the order it was made. */
export interface Definitions {
  readonly nodes: Map<string, WholeNodeDefinition>;
  readonly images: Map<string, ImageDefinition>;
  /** What a node of a definition asks of its host; unknown ones are taken for a small machine. */
  kind(id: string): NodeDefinition;
  /** How it presents itself; unknown ones are taken for a server. */
  platform(id: string): Platform;
  /** Id of the image its nodes start from; `null` for kinds without. */
  imageOf(id: string): string | null;
}

export function createDefinitions(): Definitions {
  const nodes = new Map(referenceNodeDefinitions.map((definition) => [definition.id, definition]));
  const images = new Map(referenceImageDefinitions.map((image) => [image.id, image]));
  return {
    nodes,
    images,
    kind(id) {
      const definition = nodes.get(id);
      return definition ? kindOf(definition) : nodeDefinition(id);
    },
    platform(id) {
      const definition = nodes.get(id);
      return definition ? platformOf(definition) : platform(id);
    },
    imageOf: (id) => [...images.values()].find((image) => image.node_definition_id === id)?.id ?? null,
  };
}

const reference = new Map(referenceNodeDefinitions.map((definition) => [definition.id, definition]));

function kindOf({ id, boot, sim }: WholeNodeDefinition): NodeDefinition {
  const { libvirt_domain_driver, ram = 512, cpus = 1 } = sim.linux_native;
  const usual = nodeDefinition(id);
  // Nobody watches the console of a simulated node: one that is not known boots until its time is up.
  const isUsual = reference.get(id)?.boot.timeout === boot.timeout;
  const bootMs = isUsual ? usual.bootMs : Math.max(0, boot.timeout) * 1000;
  if (libvirt_domain_driver === "none") return { ramMib: 0, cpus: 0, bootMs: 500, busy: 0 };
  return { ramMib: ram, cpus, bootMs, busy: usual.busy };
}

function platformOf({ id, ui, general, device, configuration }: WholeNodeDefinition): Platform {
  const { physical } = device.interfaces;
  return {
    label: ui.label,
    nature: general.nature,
    interfaceLabel: (slot) => physical[slot] ?? `port${slot}`,
    interfaceCount: physical.length,
    mainFile: configuration.provisioning?.files[0]?.name ?? null,
    release: platform(id).release,
  };
}
