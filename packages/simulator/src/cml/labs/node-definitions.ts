/** What a node of one kind asks of its host, and how long it takes to boot. */
export interface NodeDefinition {
  /** Memory in MiB; 0 for kinds without a virtual machine. */
  readonly ramMib: number;
  readonly cpus: number;
  readonly bootMs: number;
  /** Share of its CPUs that it keeps busy once booted, 0 to 1. */
  readonly busy: number;
}

/** Kinds without a virtual machine are up almost at once (an inference; their recorded boot time limit is 5 s). */
const noMachine: NodeDefinition = { ramMib: 0, cpus: 0, bootMs: 500, busy: 0 };

/** Sizes are in the order of the reference platforms'; boot times are typical ones. */
export const nodeDefinitions: Readonly<Record<string, NodeDefinition>> = {
  alpine: { ramMib: 512, cpus: 1, bootMs: 8_000, busy: 0.02 },
  cat8000v: { ramMib: 4096, cpus: 1, bootMs: 150_000, busy: 0.3 },
  external_connector: noMachine,
  "iol-xe": { ramMib: 1024, cpus: 1, bootMs: 15_000, busy: 0.05 },
  iosv: { ramMib: 768, cpus: 1, bootMs: 60_000, busy: 0.12 },
  iosvl2: { ramMib: 768, cpus: 1, bootMs: 70_000, busy: 0.12 },
  nxosv9000: { ramMib: 12_288, cpus: 4, bootMs: 240_000, busy: 0.25 },
  ubuntu: { ramMib: 2048, cpus: 1, bootMs: 40_000, busy: 0.04 },
  unmanaged_switch: noMachine,
};

/** Unknown kinds are taken for a small machine. */
export function nodeDefinition(id: string): NodeDefinition {
  const known = Object.hasOwn(nodeDefinitions, id) ? nodeDefinitions[id] : undefined;
  return known ?? { ramMib: 1024, cpus: 1, bootMs: 30_000, busy: 0.1 };
}
