import { CmlApiError } from "../answer.ts";
import type { Controller } from "../controller.ts";
import type { Lab } from "../labs/lab.ts";
import type { LabNode } from "../labs/node.ts";
import { isMachine, takesRoom } from "../labs/node-needs.ts";
import { connectorsOf, demandOf, type InLab, nodesOfPool } from "../system/pool-usage.ts";
import { limitsOf } from "../system/resource-pools.ts";

/**
 * Nodes count in the pool of their lab's owner, whoever starts them. Space on disks is not limited: the document says so.
 *
 * @throws CmlApiError 400
 */
export function checkPool(controller: Controller, lab: Lab, starting: readonly LabNode[]): void {
  const owner = controller.users.find(({ id }) => id === lab.ownerId);
  const pool = controller.system.pools.get(owner?.resourcePool ?? "");
  if (!pool) return;
  const limits = limitsOf(controller, pool);
  const refuse = (what: string): never => {
    throw new CmlApiError(400, `Cannot start nodes: resource pool ${pool.settings.label} has ${what}.`);
  };
  const { external_connectors: allowed } = limits;
  const own = starting.map((node): InLab => ({ lab, node }));
  if (allowed && connectorsOf(own).some((device) => !allowed.includes(device)))
    refuse(`only these external connectors: ${allowed.join(", ") || "none"}`);
  if (!starting.some(isMachine)) return;
  const there = nodesOfPool(controller, pool.id).filter(({ node }) => takesRoom(node, controller.clock()));
  const wanted = demandOf([...there, ...own]);
  for (const name of ["licenses", "ram", "cpus"] as const) {
    const limit = limits[name];
    const asked = name === "cpus" ? wanted.cpus / 100 : wanted[name];
    if (limit !== null && asked > limit) refuse(`${limit} ${name}, and ${asked} would be needed`);
  }
}
