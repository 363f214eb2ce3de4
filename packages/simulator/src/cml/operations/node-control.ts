import { type Answer, CmlApiError, noContent } from "../answer.ts";
import type { Order } from "../labs/timeline.ts";
import type { Call, OperationTable } from "../operation.ts";
import { checkMayStart } from "../starting/may-start.ts";
import { hasHost } from "../system/system-state.ts";
import { knownNode } from "./known-node.ts";

/** Starting, stopping and wiping single nodes: accepted at once, and carried out in time. */
export const nodeControlOperations: OperationTable = {
  "PUT /labs/{lab_id}/nodes/{node_id}/state/start": {
    access: "lab_exec",
    handle: (call) => tell(call, "start"),
  },
  "PUT /labs/{lab_id}/nodes/{node_id}/state/stop": {
    access: "lab_exec",
    handle: (call) => tell(call, "stop"),
  },
  "PUT /labs/{lab_id}/nodes/{node_id}/wipe_disks": {
    access: "lab_exec",
    handle(call) {
      const { node } = knownNode(call);
      const state = node.stateAt(call.controller.clock());
      const isOff = state === "STOPPED" || state === "DEFINED_ON_CORE";
      // As with labs, a wipe may follow right on a stop.
      if (!isOff && !node.isToldTo("stop")) throw new CmlApiError(400, "Cannot wipe a running node.");
      return tell(call, "wipe");
    },
  },
};

function tell(call: Call, order: Order): Answer {
  const { lab, node } = knownNode(call);
  const { controller } = call;
  if (order === "start") checkMayStart(controller, lab, [node]);
  const now = controller.clock();
  node.tell(order, now, hasHost(controller.system));
  lab.modifiedMs = now;
  return noContent;
}
