import { CmlApiError } from "../answer.ts";
import type { Controller } from "../controller.ts";
import type { LabNode } from "../labs/node.ts";
import { isMachine, takesRoom } from "../labs/node-needs.ts";
import { licensedNodes } from "./features.ts";

/**
 * Refuses to start more virtual machines than are licensed; connectors and switches do not count, and those that are still
 * stopping do.
 *
 * That there is such a limit is known. That a start is refused as a whole, in these words, and that a controller that is
 * not registered has the same limit, are assumptions.
 *
 * @throws CmlApiError 400
 */
export function checkNodeLimit(controller: Controller, starting: readonly LabNode[]): void {
  const nodes = [...controller.labs.values()].flatMap((lab) => lab.nodes);
  const taken = nodes.filter((node) => isMachine(node) && takesRoom(node, controller.clock())).length;
  const more = starting.filter(isMachine).length;
  const limit = licensedNodes(controller.licence.settings);
  if (more > 0 && taken + more > limit)
    throw new CmlApiError(400, `Cannot start ${taken + more} nodes: ${limit} are licensed.`);
}
