import { json } from "../answer.ts";
import { bootProgress, type NodeReading, nodeView, readingOf } from "../labs/node-view.ts";
import type { OperationTable } from "../operation.ts";
import { knownNode } from "./known-node.ts";
import { knownLab, visibleLabs } from "./labs.ts";

/** Reading nodes. */
export const nodeOperations: OperationTable = {
  "GET /nodes": {
    access: "user",
    handle({ controller, query, userId }) {
      const reading = listReading(query);
      const labs = visibleLabs(controller, userId);
      return json(labs.flatMap((lab) => lab.nodes.map((node) => nodeView(controller, lab, node, reading))));
    },
  },
  "GET /labs/{lab_id}/nodes": {
    access: "lab_view",
    handle(call) {
      const { controller, query } = call;
      const lab = knownLab(call);
      if (query.get("data") !== "true") return json(lab.nodes.map(({ id }) => id));
      return json(lab.nodes.map((node) => nodeView(controller, lab, node, listReading(query))));
    },
  },
  "GET /labs/{lab_id}/nodes/{node_id}": {
    access: "lab_view",
    handle(call) {
      const { lab, node } = knownNode(call);
      return json(nodeView(call.controller, lab, node, readingOf(call.query)));
    },
  },
  "GET /labs/{lab_id}/nodes/{node_id}/state": {
    access: "lab_view",
    handle(call) {
      const state = knownNode(call).node.stateAt(call.controller.clock());
      return json({ state, progress: bootProgress(state) });
    },
  },
  "GET /labs/{lab_id}/nodes/{node_id}/check_if_converged": {
    access: "lab_view",
    handle: (call) => json(knownNode(call).node.settledAt(call.controller.clock())),
  },
};

/** Lists cannot be asked for what definitions say; that they do not tell it by themselves is an assumption. */
const listReading = (query: URLSearchParams): NodeReading => ({ ...readingOf(query), simplified: true });
