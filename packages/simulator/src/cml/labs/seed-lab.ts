/** What is said of any lab that a controller has from the beginning. */
export interface SeedLabBase {
  /** Name of the owner; anyone but the administrator makes it visible only with `show_all`. @defaultValue the administrator */
  readonly owner?: string;
  /** Whether it was started long ago, was stopped, or never ran. @defaultValue "DEFINED_ON_CORE" */
  readonly state?: "DEFINED_ON_CORE" | "STOPPED" | "STARTED";
}

/** A lab of nodes in a row. */
export interface SeedRow extends SeedLabBase {
  /** 1 to 64 characters. */
  readonly title: string;
  /** @defaultValue "" */
  readonly description?: string;
  /** Ids of node definitions that the controller has, one node each; neighbours are linked in a row. */
  readonly nodes: readonly string[];
}

/** A lab as it is in a file that was downloaded from a controller. */
export interface SeedTopology extends SeedLabBase {
  readonly yaml: string;
  /** @defaultValue the one in the file */
  readonly title?: string;
}

/** A lab a controller has from the beginning. */
export type SeedLab = SeedRow | SeedTopology;

/** What a controller has when nothing else is asked for. */
export const sampleLabs: readonly SeedRow[] = [
  {
    title: "Branch office",
    description: "Two routers, an access switch and a host.",
    nodes: ["external_connector", "iosv", "iosv", "iosvl2", "alpine"],
    state: "STARTED",
  },
  { title: "Data center fabric", nodes: ["nxosv9000", "nxosv9000", "ubuntu"], state: "STOPPED" },
  { title: "OSPF basics", owner: "student", nodes: ["iol-xe", "iol-xe", "iol-xe", "unmanaged_switch"] },
];
