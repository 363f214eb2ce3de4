import type { Controller } from "../controller.ts";
import type { Lab } from "../labs/lab.ts";
import type { LabNode } from "../labs/node.ts";
import { takesRoom } from "../labs/node-needs.ts";
import { checkNodeLimit } from "../licensing/node-limit.ts";
import { checkConnectors } from "./connectors.ts";
import { checkHost } from "./host-room.ts";
import { checkPool } from "./pool-limits.ts";

/**
 * Refuses to start nodes of a lab for which there is no licence, no room on the host or in the pool of the lab's owner,
 * or no bridge. All of them are refused together, at the order: that, and the words, are assumptions.
 *
 * @throws CmlApiError 400
 */
export function checkMayStart(controller: Controller, lab: Lab, nodes: readonly LabNode[]): void {
  const nowMs = controller.clock();
  const starting = nodes.filter((node) => !takesRoom(node, nowMs));
  if (starting.length === 0) return;
  checkNodeLimit(controller, starting);
  checkHost(controller, starting);
  checkPool(controller, lab, starting);
  checkConnectors(lab, starting);
}
