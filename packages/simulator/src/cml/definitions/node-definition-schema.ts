import { z } from "zod";
import { definitionId, description, password, shortText, userName } from "./definition-parts.ts";
import { simulationSchema } from "./simulation-schema.ts";

const configurationDrivers =
  "asav alpine cat9000v coreos csr1000v desktop fmcv ftdv iosv iosvl2 iosxrv iosxrv9000 lxc nxosv nxosv9000 pagent sdwan sdwan_edge sdwan_manager server trex ubuntu wan_emulator";

const flag = z.boolean().exactOptional();
const labels = z.array(shortText).min(1);
const configurationFile = z.strictObject({
  editable: z.boolean(),
  name: z.string().min(1).max(64),
  content: z.string().nullable().exactOptional(),
});
const inherited = z.strictObject({
  ram: z.boolean(),
  cpus: z.boolean(),
  data_volume: z.boolean(),
  boot_disk_size: z.boolean(),
  cpu_limit: flag,
});

/** A whole node definition by its wire names, within the limits of the document. */
export const nodeDefinitionSchema = z.strictObject({
  id: definitionId,
  boot: z.strictObject({
    timeout: z.number().int().max(86_400),
    completed: z.array(z.string().max(128)).min(1).exactOptional(),
    uses_regex: flag,
  }),
  sim: simulationSchema,
  general: z.strictObject({
    nature: z.enum(["router", "switch", "server", "host", "cloud", "firewall", "external_connector"]),
    description: description.exactOptional(),
    read_only: z.boolean().default(false),
  }),
  configuration: z.strictObject({
    generator: z.strictObject({ driver: z.enum(configurationDrivers.split(" ")).nullable() }),
    provisioning: z
      .strictObject({
        files: z.array(configurationFile).min(1),
        media_type: z.enum(["iso", "fat", "raw", "ext4"]),
        volume_name: shortText,
      })
      .exactOptional(),
  }),
  device: z.strictObject({
    interfaces: z.strictObject({
      serial_ports: z.number().int().min(0).max(4),
      default_console: z.number().int().min(0).max(4).exactOptional(),
      physical: labels,
      has_loopback_zero: z.boolean(),
      min_count: z.number().int().min(0).max(64).exactOptional(),
      default_count: z.number().int().min(1).max(64).exactOptional(),
      iol_static_ethernets: z.literal([0, 4, 8, 12, 16]).exactOptional(),
      loopback: labels.exactOptional(),
      management: labels.exactOptional(),
    }),
  }),
  ui: z.strictObject({
    label_prefix: shortText,
    icon: z.enum(["router", "switch", "server", "host", "cloud", "firewall", "access_point", "wl"]),
    label: shortText,
    visible: z.boolean(),
    group: z.enum(["Cisco", "Others"]).exactOptional(),
    description: description.exactOptional(),
    has_configuration: flag,
    show_ram: flag,
    show_cpus: flag,
    show_cpu_limit: flag,
    show_data_volume: flag,
    show_boot_disk_size: flag,
    has_config_extraction: flag,
  }),
  inherited: z.strictObject({ image: inherited, node: inherited }).exactOptional(),
  pyats: z
    .strictObject({
      os: shortText,
      series: shortText.exactOptional(),
      model: shortText.exactOptional(),
      use_in_testbed: flag,
      username: userName,
      password,
      config_extract_command: z.string().max(4096).nullable().exactOptional(),
    })
    .exactOptional(),
  schema_version: shortText.exactOptional(),
});

export type WholeNodeDefinition = z.infer<typeof nodeDefinitionSchema>;
