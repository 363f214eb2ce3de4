import { json } from "../answer.ts";
import type { OperationTable } from "../operation.ts";
import { knownLab } from "./labs.ts";

/** Finding nodes of a lab by what they are called. */
export const labFindingOperations: OperationTable = {
  "GET /labs/{lab_id}/find/node/label/{search_query}": {
    access: "lab_view",
    handle(call) {
      const label = call.path["search_query"];
      return json(knownLab(call).nodes.find(({ settings }) => settings.label === label)?.id ?? null);
    },
  },
  "GET /labs/{lab_id}/find_all/node/tag/{search_query}": {
    access: "lab_view",
    handle(call) {
      const tag = call.path["search_query"] ?? "";
      const nodes = knownLab(call).nodes.filter(({ settings }) => settings.tags.includes(tag));
      return json(nodes.map(({ id }) => id));
    },
  },
};
