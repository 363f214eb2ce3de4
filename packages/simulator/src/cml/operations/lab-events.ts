import { json } from "../answer.ts";
import type { OperationTable } from "../operation.ts";
import { knownLab } from "./labs.ts";

/** What happened to labs. */
export const labEventOperations: OperationTable = {
  "GET /labs/{lab_id}/events": {
    access: "lab_view",
    handle(call) {
      const lab = knownLab(call);
      return json(
        lab.history.events().map(({ event, kind, id, data, previous, atMs }) => ({
          lab_id: lab.id,
          event,
          element_type: kind,
          element_id: id,
          data,
          previous,
          timestamp: new Date(atMs).toISOString(),
        })),
      );
    },
  },
  "GET /labs/{lab_id}/resource_pools": {
    access: "lab_view",
    handle(call) {
      knownLab(call);
      // Nobody is in a pool here, so no node takes anything of one.
      return json([]);
    },
  },
};
