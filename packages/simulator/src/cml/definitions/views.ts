import { nodeDefinition } from "../labs/node-definitions.ts";
import { imageOf, platform, platforms } from "./platforms.ts";

/** What `GET /simplified_node_definitions` answers. */
export function nodeDefinitionViews(): readonly Readonly<Record<string, unknown>>[] {
  return Object.keys(platforms).map((id) => {
    const { label, nature, interfaceCount, interfaceLabel, mainFile } = platform(id);
    const { ramMib, cpus } = nodeDefinition(id);
    const isMachine = ramMib > 0;
    const image = imageOf(id);
    const physical = Array.from({ length: interfaceCount }, (_, slot) => interfaceLabel(slot));
    return {
      id,
      general: { nature, description: `${label} of the simulator`, read_only: true },
      device: { interfaces: { serial_ports: isMachine ? 1 : 0, physical, has_loopback_zero: false } },
      ui: {
        label_prefix: `${id}-`,
        // The set of icons lacks the one nature that is not among them.
        icon: nature === "external_connector" ? "cloud" : nature,
        label,
        visible: true,
        group: nature === "server" ? "Others" : "Cisco",
        description: `${label} of the simulator`,
        has_configuration: mainFile !== null,
      },
      sim: isMachine ? { ram: ramMib, cpus, console: true, simulate: true } : { simulate: true },
      image_definitions: image === null ? [] : [image],
    };
  });
}

/** An image definition by its wire names. */
export interface ImageDefinitionView {
  readonly id: string;
  readonly node_definition_id: string;
  readonly label: string;
  readonly description: string;
  readonly disk_image: string;
  readonly read_only: boolean;
  readonly schema_version: string;
}

/** What `GET /image_definitions` answers: one for every kind that starts from an image. */
export function imageDefinitionViews(): readonly ImageDefinitionView[] {
  return Object.keys(platforms).flatMap((definition) => {
    const id = imageOf(definition);
    if (id === null) return [];
    const { label, release } = platform(definition);
    return {
      id,
      node_definition_id: definition,
      label: `${label} ${release}`,
      description: `${label} ${release} of the simulator`,
      disk_image: `${id}.qcow2`,
      read_only: true,
      schema_version: "0.0.1",
    };
  });
}
