import { CmlApiError } from "../answer.ts";
import type { Controller } from "../controller.ts";
import type { LabNode } from "../labs/node.ts";
import { loadAt } from "../load.ts";
import { licensedNodes } from "./features.ts";

/**
 * Refuses to start more virtual machines than are licensed; connectors and switches do not count.
 *
 * That there is such a limit is known. That a start is refused as a whole, in these words, and that a controller that is
 * not registered has the same limit, are assumptions.
 *
 * @throws CmlApiError 400
 */
export function checkNodeLimit(controller: Controller, nodes: readonly LabNode[]): void {
  const nowMs = controller.clock();
  const starting = nodes.filter((node) => {
    const state = node.stateAt(nowMs);
    return (state === "DEFINED_ON_CORE" || state === "STOPPED") && node.kind.ramMib > 0;
  });
  const limit = licensedNodes(controller.licence.settings);
  const wanted = loadAt(controller, nowMs).runningNodes + starting.length;
  if (starting.length > 0 && wanted > limit)
    throw new CmlApiError(400, `Cannot start ${wanted} nodes: ${limit} are licensed.`);
}
