import type { Controller } from "../controller.ts";
import type { LabNode } from "../labs/node.ts";
import { limitsOf, type ResourcePool } from "./resource-pools.ts";

/** What a pool allows, and what the nodes of its users take of it, by its wire names. CPUs are in hundredths. */
export function poolUsage(controller: Controller, pool: ResourcePool): Record<string, unknown> {
  const limit = limitsOf(controller, pool);
  return {
    id: pool.id,
    label: pool.settings.label,
    description: pool.settings.description ?? null,
    limit: { ...limit, cpus: limit.cpus === null ? null : limit.cpus * 100 },
    usage: usageOf(controller, pool.id),
  };
}

function usageOf({ users, labs, clock }: Controller, poolId: string): Record<string, unknown> {
  const owners = new Set(users.filter(({ resourcePool }) => resourcePool === poolId).map(({ id }) => id));
  const nodes = [...labs.values()].filter(({ ownerId }) => owners.has(ownerId)).flatMap((lab) => lab.nodes);
  const there = nodes.filter((node) => node.stateAt(clock()) !== "DEFINED_ON_CORE");
  const on = there.filter((node) => node.stateAt(clock()) !== "STOPPED");
  const machines = on.filter(isMachine);
  const connectors = on.filter(({ definition }) => definition === "external_connector");
  return {
    licenses: machines.length,
    ram: sum(machines, ({ settings, kind }) => settings.ram || kind.ramMib),
    // Disks stay until they are wiped; how large the controller takes them for is not recorded.
    disk_space: sum(there.filter(isMachine), ({ settings }) => settings.boot_disk_size || 1),
    cpus: sum(machines, ({ settings, kind }) => {
      return (settings.cpus || kind.cpus) * (settings.cpu_limit || 100);
    }),
    external_connectors: [...new Set(connectors.map(({ settings }) => connectorOf(settings)))],
  };
}

const isMachine = ({ kind }: LabNode): boolean => kind.ramMib > 0;

function sum(nodes: readonly LabNode[], share: (node: LabNode) => number): number {
  return nodes.reduce((total, node) => total + share(node), 0);
}

interface Configured {
  readonly configuration: readonly { readonly content: string | null }[];
}

/** Nodes name their connector by its label or its device; without either it is the NAT. */
function connectorOf({ configuration }: Configured): string {
  const name = configuration[0]?.content?.trim() ?? "";
  if (/^(?:bridge|local|virbr|vlan)\d{1,4}$/.test(name)) return name;
  return name === "System Bridge" ? "bridge0" : "virbr0";
}
