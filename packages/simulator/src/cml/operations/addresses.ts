import { CmlApiError, json } from "../answer.ts";
import { isConnector } from "../labs/connector-mappings.ts";
import { addressesIn } from "../labs/layer3.ts";
import type { OperationTable } from "../operation.ts";
import { knownNode } from "./known-node.ts";
import { knownLab } from "./labs.ts";

/** The addresses that nodes were given by bridges of the host. */
export const addressOperations: OperationTable = {
  "GET /labs/{lab_id}/layer3_addresses": {
    access: "lab_view",
    handle: (call) => json(Object.fromEntries(addressesIn(call.controller, knownLab(call)))),
  },
  "GET /labs/{lab_id}/nodes/{node_id}/layer3_addresses": {
    access: "lab_view",
    handle(call) {
      const { lab, node } = knownNode(call);
      if (isConnector(node)) throw new CmlApiError(400, "Can't get L3 addresses of an external_connector.");
      const none = { name: node.settings.label, interfaces: {} };
      return json(addressesIn(call.controller, lab).get(node.id) ?? none);
    },
  },
};
