import { aFlag, aNumber, anything, aText, type Kind, theText } from "../answers/kinds.ts";
import { aRecord, type Fields } from "../answers/record.ts";

/** An image that nodes of one definition can start from. `null` is unknown, or left to the node definition. */
export interface CmlImageDefinition {
  readonly id: string;
  readonly nodeDefinition: string | null;
  readonly label: string | null;
  readonly description: string | null;
  /** File name of its first disk. */
  readonly diskImage: string | null;
  readonly diskImage2: string | null;
  readonly diskImage3: string | null;
  /** Of the first disk, 64 hex digits. */
  readonly sha256: string | null;
  readonly isReadOnly: boolean | null;
  readonly efiBoot: boolean | null;
  /** Memory in MiB. */
  readonly ramMib: number | null;
  readonly cpus: number | null;
  readonly cpuLimitPercent: number | null;
  readonly dataVolumeGib: number | null;
  readonly bootDiskGib: number | null;
  readonly configuration: string | null;
  /** As it came. */
  readonly pyats: Readonly<Record<string, unknown>> | null;
  readonly schemaVersion: string | null;
}

/** An image as it is to be. What is left out is left to the node definition. */
export interface CmlImageDefinitionSettings {
  /** 1 to 250 characters. */
  readonly id: string;
  readonly nodeDefinition: string;
  /** 1 to 64 characters. */
  readonly label: string;
  /** File name of its first disk, which has to be in the drop folder. */
  readonly diskImage: string;
  readonly diskImage2?: string;
  readonly diskImage3?: string;
  readonly description?: string;
  /** Of the first disk, 64 hex digits. */
  readonly sha256?: string;
  readonly isReadOnly?: boolean;
  readonly efiBoot?: boolean;
  /** Memory in MiB, 1 to 1,048,576. */
  readonly ramMib?: number | null;
  /** 1 to 128. */
  readonly cpus?: number | null;
  /** 20 to 100. */
  readonly cpuLimitPercent?: number | null;
  /** 0 to 4,096. */
  readonly dataVolumeGib?: number | null;
  /** 0 to 4,096. */
  readonly bootDiskGib?: number | null;
  readonly configuration?: string | null;
  readonly pyats?: { readonly username?: string | null; readonly password?: string | null } | null;
  readonly schemaVersion?: string;
}

/** Wire names for both directions. */
export const imageFields: Fields<CmlImageDefinition> = {
  id: ["id", theText],
  nodeDefinition: ["node_definition_id", aText],
  label: ["label", aText],
  description: ["description", aText],
  diskImage: ["disk_image", aText],
  diskImage2: ["disk_image_2", aText],
  diskImage3: ["disk_image_3", aText],
  sha256: ["sha256", aText],
  isReadOnly: ["read_only", aFlag],
  efiBoot: ["efi_boot", aFlag],
  ramMib: ["ram", aNumber],
  cpus: ["cpus", aNumber],
  cpuLimitPercent: ["cpu_limit", aNumber],
  dataVolumeGib: ["data_volume", aNumber],
  bootDiskGib: ["boot_disk_size", aNumber],
  configuration: ["configuration", aText],
  pyats: ["pyats", anything],
  schemaVersion: ["schema_version", aText],
};

/** One image definition, as every answer with them has it. */
export const anImageDefinition: Kind<CmlImageDefinition> = aRecord(imageFields);
