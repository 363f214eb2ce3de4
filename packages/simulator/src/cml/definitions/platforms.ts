type Nature = "router" | "switch" | "server" | "host" | "cloud" | "firewall" | "external_connector";

/** How a kind of node presents itself. */
export interface Platform {
  readonly label: string;
  readonly nature: Nature;
  /** Name of the interface in a slot. */
  readonly interfaceLabel: (slot: number) => string;
  readonly interfaceCount: number;
  /** Name of its day-0 configuration; `null` for kinds that have none. */
  readonly mainFile: string | null;
  /** Release in the ids of its images; `null` for kinds that need none. */
  readonly release: string | null;
}

const inFours = (prefix: string) => (slot: number) => `${prefix}${slot >> 2}/${slot & 3}`;
const counted =
  (prefix: string, first = 0) =>
  (slot: number) =>
    `${prefix}${slot + first}`;

/** Names are those of the reference platforms; releases are examples. */
export const platforms: Readonly<Record<string, Platform>> = {
  alpine: {
    label: "Alpine",
    nature: "server",
    interfaceLabel: counted("eth"),
    interfaceCount: 4,
    mainFile: "node.cfg",
    release: "3-20",
  },
  cat8000v: {
    label: "CAT8000V",
    nature: "router",
    interfaceLabel: counted("GigabitEthernet", 1),
    interfaceCount: 8,
    mainFile: "iosxe_config.txt",
    release: "17-15",
  },
  external_connector: {
    label: "External Connector",
    nature: "external_connector",
    interfaceLabel: () => "port",
    interfaceCount: 1,
    mainFile: "default",
    release: null,
  },
  "iol-xe": {
    label: "IOL XE",
    nature: "router",
    interfaceLabel: inFours("Ethernet"),
    interfaceCount: 16,
    mainFile: "ios_config.txt",
    release: "17-15",
  },
  iosv: {
    label: "IOSv",
    nature: "router",
    interfaceLabel: counted("GigabitEthernet0/"),
    interfaceCount: 16,
    mainFile: "ios_config.txt",
    release: "159-3",
  },
  iosvl2: {
    label: "IOSvL2",
    nature: "switch",
    interfaceLabel: inFours("GigabitEthernet"),
    interfaceCount: 16,
    mainFile: "ios_config.txt",
    release: "152-4",
  },
  nxosv9000: {
    label: "NX-OS 9000",
    nature: "switch",
    interfaceLabel: (slot) => (slot === 0 ? "mgmt0" : `Ethernet1/${slot}`),
    interfaceCount: 65,
    mainFile: "nxos_config.txt",
    release: "10-5",
  },
  ubuntu: {
    label: "Ubuntu",
    nature: "server",
    interfaceLabel: counted("ens", 2),
    interfaceCount: 8,
    mainFile: "user-data",
    release: "24-04",
  },
  unmanaged_switch: {
    label: "Unmanaged Switch",
    nature: "switch",
    interfaceLabel: counted("port"),
    interfaceCount: 32,
    mainFile: null,
    release: null,
  },
};

const unknown: Platform = {
  label: "Unknown",
  nature: "server",
  interfaceLabel: counted("eth"),
  interfaceCount: 8,
  mainFile: "node.cfg",
  release: null,
};

/** Unknown kinds are taken for a server. */
export function platform(definition: string): Platform {
  return (Object.hasOwn(platforms, definition) ? platforms[definition] : undefined) ?? unknown;
}

/** Id of the image its nodes start from; `null` for kinds without. */
export function imageOf(definition: string): string | null {
  const { release } = platform(definition);
  return release === null ? null : `${definition}-${release}`;
}
