import { nodeDefinition } from "../labs/node-definitions.ts";
import type { ImageDefinition } from "./image-definition-schema.ts";
import type { WholeNodeDefinition } from "./node-definition-schema.ts";
import { imageOf, platform, platforms } from "./platforms.ts";

/** The drivers of those platforms whose drivers are called otherwise. */
const drivers: Readonly<Record<string, { readonly driver: string; readonly generator: string }>> = {
  cat8000v: { driver: "csr1000v", generator: "csr1000v" },
  "iol-xe": { driver: "iol", generator: "iosv" },
};

/** The node definitions every controller comes with; nobody may change them until they are made writable. */
export const referenceNodeDefinitions: readonly WholeNodeDefinition[] = Object.keys(platforms).map(
  (id): WholeNodeDefinition => {
    const { label, nature, interfaceCount, interfaceLabel, mainFile } = platform(id);
    const { ramMib, cpus, bootMs } = nodeDefinition(id);
    const isMachine = ramMib > 0;
    const { driver = id, generator = id } = drivers[id] ?? {};
    return {
      id,
      boot: { timeout: Math.max(5, Math.round(bootMs / 1000)) },
      sim: {
        linux_native: isMachine
          ? { libvirt_domain_driver: id.startsWith("iol") ? "iol" : "kvm", driver, ram: ramMib, cpus }
          : { libvirt_domain_driver: "none", driver },
      },
      general: { nature, description: `${label} of the simulator`, read_only: true },
      configuration: {
        generator: { driver: isMachine ? generator : null },
        ...(mainFile !== null && {
          provisioning: {
            files: [{ editable: true, name: mainFile }],
            media_type: "iso",
            volume_name: "disk",
          },
        }),
      },
      device: {
        interfaces: {
          serial_ports: isMachine ? 1 : 0,
          physical: Array.from({ length: interfaceCount }, (_, slot) => interfaceLabel(slot)),
          has_loopback_zero: false,
        },
      },
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
      schema_version: "0.0.1",
    };
  },
);

/** One image definition for every kind that starts from an image. */
export const referenceImageDefinitions: readonly ImageDefinition[] = Object.keys(platforms).flatMap(
  (definition) => {
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
  },
);
