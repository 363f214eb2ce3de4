import { aFlag, aName, aNumber, anything, aText, words } from "../answers/kinds.ts";
import type { Fields, WireNames } from "../answers/record.ts";

/** How a node is made up. `null` is unknown, or left to the definition of the node or its image. */
export interface CmlNodeShape {
  readonly label: string | null;
  /** Where it is drawn, from -15,000 to 15,000. */
  readonly x: number | null;
  readonly y: number | null;
  readonly imageDefinition: string | null;
  /** Memory in MiB, 1 to 1,048,576. */
  readonly ramMib: number | null;
  /** 1 to 128. */
  readonly cpus: number | null;
  /** Share of its CPUs that it may use, 20 to 100. */
  readonly cpuLimitPercent: number | null;
  /** Second disk, in GiB, 0 to 4,096. */
  readonly dataVolumeGib: number | null;
  /** First disk, in GiB, 0 to 4,096. */
  readonly bootDiskGib: number | null;
  readonly hideLinks: boolean | null;
  readonly tags: readonly string[] | null;
  /** Free-form, as it came. */
  readonly parameters: Readonly<Record<string, unknown>> | null;
}

/** The name is empty in old labs where nothing was chosen. */
export const nodeShape: Fields<CmlNodeShape> = {
  label: ["label", aText],
  x: ["x", aNumber],
  y: ["y", aNumber],
  imageDefinition: ["image_definition", aName],
  ramMib: ["ram", aNumber],
  cpus: ["cpus", aNumber],
  cpuLimitPercent: ["cpu_limit", aNumber],
  dataVolumeGib: ["data_volume", aNumber],
  bootDiskGib: ["boot_disk_size", aNumber],
  hideLinks: ["hide_links", aFlag],
  tags: ["tags", words],
  parameters: ["parameters", anything],
};

/**
 * What is changed of a node: what is left out stays as it is, and `null` leaves it to the definition. External connectors
 * and unmanaged switches take no memory and CPUs but `null`.
 */
export interface CmlNodeSettings {
  /** 1 to 128 characters. */
  readonly label?: string;
  /** Where it is drawn, a whole number from -15,000 to 15,000. */
  readonly x?: number;
  readonly y?: number;
  readonly imageDefinition?: string | null;
  /** Memory in MiB, 1 to 1,048,576. */
  readonly ramMib?: number | null;
  /** 1 to 128. */
  readonly cpus?: number | null;
  /** Share of its CPUs that it may use, 20 to 100. */
  readonly cpuLimitPercent?: number | null;
  /** Second disk, in GiB, 0 to 4,096. */
  readonly dataVolumeGib?: number | null;
  /** First disk, in GiB, 0 to 4,096. */
  readonly bootDiskGib?: number | null;
  readonly hideLinks?: boolean | null;
  /** All its tags, up to 64 characters each; `[]` removes them. */
  readonly tags?: readonly string[];
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Day-0 configuration: the main file as text, or named files. Up to 20 MB. */
  readonly configuration?:
    | string
    | null
    | readonly { readonly name: string; readonly content?: string | null }[];
  /** Compute host it has to run on. */
  readonly pinnedComputeId?: string | null;
}

export const nodeSettingNames: WireNames<CmlNodeSettings> = {
  ...nodeShape,
  configuration: ["configuration"],
  pinnedComputeId: ["pinned_compute_id"],
};
