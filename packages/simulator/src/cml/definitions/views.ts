import type { Definitions } from "./definitions.ts";
import type { WholeNodeDefinition } from "./node-definition-schema.ts";

/** What `GET /simplified_node_definitions` answers. */
export function simplifiedDefinitions({ nodes, images }: Definitions): readonly object[] {
  return [...nodes.values()].map((definition) => {
    const { id, general, device, ui } = definition;
    const own = [...images.values()].filter((image) => image.node_definition_id === id);
    return {
      id,
      general,
      device,
      ui,
      sim: simplifiedSimulation(definition),
      image_definitions: own.map((image) => image.id),
    };
  });
}

function simplifiedSimulation({ sim, device }: WholeNodeDefinition): object {
  const { linux_native, parameters } = sim;
  const common = { ...(parameters && { parameters }), simulate: true };
  if (linux_native.libvirt_domain_driver === "none") return common;
  const { ram, cpus, cpu_limit, data_volume, boot_disk_size, video } = linux_native;
  return {
    ...common,
    ...(ram !== undefined && { ram }),
    ...(cpus !== undefined && { cpus }),
    ...(cpu_limit !== undefined && { cpu_limit }),
    ...(data_volume !== undefined && { data_volume }),
    ...(boot_disk_size !== undefined && { boot_disk_size }),
    console: device.interfaces.serial_ports > 0,
    ...(video && { vnc: true }),
  };
}
