import { aList, aName, aNumber, aText, type Kind, maybe, theText } from "../answers/kinds.ts";
import { aRecord } from "../answers/record.ts";
import { type CmlConfigurationFile, configurationFiles } from "./configuration.ts";
import { type CmlNodeShape, nodeShape } from "./node-settings.ts";

/** A serial console of a running node. `null` is unknown. */
export interface CmlSerialConsole {
  readonly key: string | null;
  readonly label: string | null;
  readonly line: number | null;
}

/** What a node got when it was started. `null` is unknown. */
export interface CmlNodeOperation {
  readonly computeId: string | null;
  readonly imageDefinition: string | null;
  /** Memory in MiB. */
  readonly ramMib: number | null;
  readonly cpus: number | null;
  readonly cpuLimitPercent: number | null;
  readonly dataVolumeGib: number | null;
  readonly bootDiskGib: number | null;
  readonly resourcePoolId: string | null;
  readonly vncKey: string | null;
  readonly iolAppId: number | null;
  readonly serialConsoles: readonly CmlSerialConsole[] | null;
}

/** A node of a lab. `null` is unknown. */
export interface CmlNode extends CmlNodeShape {
  readonly id: string;
  readonly labId: string | null;
  /** Id of its node definition. */
  readonly nodeDefinition: string | null;
  /** `DEFINED_ON_CORE`, `STOPPED`, `QUEUED`, `STARTED`, `BOOTED` or `DISCONNECTED`; other words pass. */
  readonly state: string | null;
  /** `Not running`, `Booting` or `Booted`; other words pass. */
  readonly bootProgress: string | null;
  readonly pinnedComputeId: string | null;
  /** `null` when it was not asked for. */
  readonly configuration: readonly CmlConfigurationFile[] | null;
  /** `null` before its first start. */
  readonly operational: CmlNodeOperation | null;
}

const { imageDefinition, ramMib, cpus, cpuLimitPercent, dataVolumeGib, bootDiskGib } = nodeShape;

const anOperation = aRecord<CmlNodeOperation>({
  computeId: ["compute_id", aText],
  imageDefinition,
  ramMib,
  cpus,
  cpuLimitPercent,
  dataVolumeGib,
  bootDiskGib,
  resourcePoolId: ["resource_pool", aText],
  vncKey: ["vnc_key", aName],
  iolAppId: ["iol_app_id", aNumber],
  serialConsoles: [
    "serial_consoles",
    aList(
      aRecord<CmlSerialConsole>({
        key: ["console_key", aText],
        label: ["label", aText],
        line: ["device_number", aNumber],
      }),
    ),
  ],
});

// Copies of what is in `operational`, and members of newer releases.
const UNUSED = [
  "compute_id",
  "iol_app_id",
  "resource_pool",
  "vnc_key",
  "serial_consoles",
  "priority",
  "pyats",
];

/** One node, as every answer with nodes has it. */
export const aNode: Kind<CmlNode> = aRecord<CmlNode>(
  {
    id: ["id", theText],
    labId: ["lab_id", aText],
    nodeDefinition: ["node_definition", aText],
    state: ["state", aText],
    bootProgress: ["boot_progress", aText],
    pinnedComputeId: ["pinned_compute_id", aText],
    ...nodeShape,
    configuration: ["configuration", configurationFiles],
    operational: ["operational", maybe(anOperation)],
  },
  UNUSED,
);
