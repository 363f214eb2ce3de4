import { writeYaml } from "../yaml-text.ts";
import type { Lab } from "./lab.ts";
import type { LabNode } from "./node.ts";

/** The names that pyATS has for operating systems; what is not among them is taken for Linux. */
const systems = new Map(
  Object.entries({
    alpine: "linux",
    cat8000v: "iosxe",
    "iol-xe": "iosxe",
    iosv: "ios",
    iosvl2: "ios",
    nxosv9000: "nxos",
    ubuntu: "linux",
  }),
);

const unknownAccount = { default: { username: "change_me", password: "change_me" } };

/** Where the consoles of a controller are reached. */
export interface TestbedHost {
  /** Name or address; one of IPv6 in brackets. */
  readonly ip: string;
  readonly port?: number;
}

/** A pyATS testbed, in YAML, for the consoles of a lab's nodes as they are reached through its controller. */
export function testbedOf(lab: Lab, host: TestbedHost): string {
  const nodes = lab.nodes.filter(({ kind }) => kind.ramMib > 0);
  const named = (describe: (node: LabNode) => unknown) =>
    Object.fromEntries(nodes.map((node) => [node.settings.label, describe(node)]));
  return writeYaml({
    testbed: { name: lab.title },
    devices: {
      terminal_server: {
        os: "linux",
        type: "linux",
        credentials: unknownAccount,
        connections: { cli: { protocol: "ssh", ...host } },
      },
      ...named((node) => device(lab, node)),
    },
    topology: named((node) => ({ interfaces: interfacesOf(lab, node) })),
  });
}

function device(lab: Lab, { definition, platform, settings }: LabNode): Record<string, unknown> {
  return {
    os: systems.get(definition) ?? "linux",
    type: platform.nature,
    platform: definition,
    credentials: unknownAccount,
    connections: {
      defaults: { class: "unicon.Unicon" },
      a: { protocol: "telnet", proxy: "terminal_server", command: `open /${lab.title}/${settings.label}/0` },
    },
  };
}

function interfacesOf({ links }: Lab, { interfaces }: LabNode): Record<string, unknown> {
  return Object.fromEntries(
    interfaces.map(({ id, label, type }) => {
      const link = links.findIndex(({ interfaceA, interfaceB }) => interfaceA === id || interfaceB === id);
      const kind = type === "loopback" ? "loopback" : "ethernet";
      return [label, { type: kind, ...(link >= 0 && { link: `l${link}` }) }];
    }),
  );
}
