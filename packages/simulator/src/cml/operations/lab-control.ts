import { type Answer, CmlApiError, noContent } from "../answer.ts";
import { labState } from "../labs/lab.ts";
import { isWipedOrTold } from "../labs/node-needs.ts";
import type { Order } from "../labs/timeline.ts";
import { labEvent } from "../news/wire-event.ts";
import type { Call, OperationTable } from "../operation.ts";
import { orderLab } from "../starting/order-lab.ts";
import { knownLab } from "./labs.ts";

/** Starting, stopping and wiping labs, accepted at once and carried out in time; and removing them. */
export const labControlOperations: OperationTable = {
  "PUT /labs/{lab_id}/start": { access: "lab_exec", handle: (call) => tell(call, "start") },
  "PUT /labs/{lab_id}/stop": { access: "lab_exec", handle: (call) => tell(call, "stop") },
  "PUT /labs/{lab_id}/wipe": {
    access: "lab_exec",
    handle(call) {
      const lab = knownLab(call);
      const now = call.controller.clock();
      // Clients wipe right after a stop without waiting, and controllers take it; a lab nobody stopped is refused.
      const stopping = lab.nodes.every(
        (node) => node.isToldTo("stop") || node.stateAt(now) === "DEFINED_ON_CORE",
      );
      if (labState(lab, now) === "STARTED" && !stopping)
        throw new CmlApiError(400, "Cannot wipe a running lab.");
      return tell(call, "wipe");
    },
  },
  "DELETE /labs/{lab_id}": {
    access: "lab_admin",
    handle(call) {
      const { controller } = call;
      const lab = knownLab(call);
      // Who need not wait with a wipe need not wait with this either: cml-mcp does all three at once.
      if (!lab.nodes.every((node) => isWipedOrTold(node, controller.clock())))
        throw new CmlApiError(400, "Cannot remove a lab that is not wiped.");
      // Told to those who could see it, which nobody can say of what is gone.
      controller.news.tell(labEvent(lab, "deleted"));
      controller.labs.delete(lab.id);
      return noContent;
    },
  },
};

function tell(call: Call, order: Order): Answer {
  orderLab(call.controller, knownLab(call), order);
  return noContent;
}
