import type { Controller } from "../controller.ts";
import { connectorKey, deviceOf, isConnector } from "../labs/connector-mappings.ts";
import type { Lab } from "../labs/lab.ts";
import type { LabNode } from "../labs/node.ts";
import { isMachine, needsOf } from "../labs/node-needs.ts";
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

/** A node with the lab that it is in. */
export interface InLab {
  readonly lab: Lab;
  readonly node: LabNode;
}

/** The nodes of all labs whose owners share a pool. */
export function nodesOfPool({ users, labs }: Controller, poolId: string): readonly InLab[] {
  const owners = new Set(users.filter(({ resourcePool }) => resourcePool === poolId).map(({ id }) => id));
  return [...labs.values()]
    .filter(({ ownerId }) => owners.has(ownerId))
    .flatMap((lab) => lab.nodes.map((node) => ({ lab, node })));
}

/** What machines take, by the names of the limits; CPUs in hundredths. */
export function demandOf(nodes: readonly InLab[]): {
  readonly [Name in "licenses" | "ram" | "cpus"]: number;
} {
  const needs = nodes.filter(({ node }) => isMachine(node)).map(({ node }) => needsOf(node));
  return {
    licenses: needs.length,
    ram: needs.reduce((sum, { ramMib }) => sum + ramMib, 0),
    cpus: Math.round(needs.reduce((sum, { cpus, cpuShare }) => sum + cpus * cpuShare * 100, 0)),
  };
}

/** The bridges that external connectors lead to, each once. */
export function connectorsOf(nodes: readonly InLab[]): readonly string[] {
  const devices = nodes
    .filter(({ node }) => isConnector(node))
    .flatMap(({ lab, node }) => deviceOf(lab, connectorKey(node)) ?? []);
  return [...new Set(devices)];
}

function usageOf(controller: Controller, poolId: string): Record<string, unknown> {
  const nowMs = controller.clock();
  const nodes = nodesOfPool(controller, poolId);
  const there = nodes.filter(({ node }) => node.stateAt(nowMs) !== "DEFINED_ON_CORE");
  const on = there.filter(({ node }) => node.stateAt(nowMs) !== "STOPPED");
  const { licenses, ram, cpus } = demandOf(on);
  const disks = there.filter(({ node }) => isMachine(node));
  return {
    licenses,
    ram,
    // Disks stay until they are wiped; how large the controller takes them for is not recorded.
    disk_space: disks.reduce((sum, { node }) => sum + (node.settings.boot_disk_size || 1), 0),
    cpus,
    external_connectors: connectorsOf(on),
  };
}
