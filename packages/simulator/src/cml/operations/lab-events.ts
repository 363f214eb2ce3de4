import { json } from "../answer.ts";
import { labEventViews } from "../labs/lab-event-view.ts";
import type { OperationTable } from "../operation.ts";
import { knownLab } from "./labs.ts";

/** What happened to labs. */
export const labEventOperations: OperationTable = {
  "GET /labs/{lab_id}/events": {
    access: "lab_view",
    handle: (call) => json(labEventViews(knownLab(call))),
  },
  "GET /labs/{lab_id}/resource_pools": {
    access: "lab_view",
    handle(call) {
      const { users, clock } = call.controller;
      const lab = knownLab(call);
      const pool = users.find(({ id }) => id === lab.ownerId)?.resourcePool ?? null;
      // Nodes take of the pool of the lab's owner; those that are wiped take nothing.
      const takes = lab.nodes.some((node) => node.stateAt(clock()) !== "DEFINED_ON_CORE");
      return json(pool !== null && takes ? [pool] : []);
    },
  },
};
