import type { IncomingMessage } from "node:http";
import { json } from "../answer.ts";
import { labTile } from "../labs/lab-view.ts";
import { topologyView } from "../labs/topology-view.ts";
import type { Call, OperationTable } from "../operation.ts";
import { definitionOperations } from "./definitions.ts";
import { knownLab } from "./labs.ts";
import { systemOperations } from "./system.ts";

/** What the pages of the user interface are drawn from. */
export const labDisplayOperations: OperationTable = {
  "GET /labs/{lab_id}/tile": {
    access: "lab_view",
    handle: (call) => json(labTile(call.controller, knownLab(call), call.userId)),
  },
  "GET /populate_lab/{lab_id}": {
    access: "lab_view",
    async handle(call, request) {
      const lab = knownLab(call);
      return json({
        topology: topologyView(lab, true, call.controller.clock()),
        health: await answered("GET /system_health", call, request),
        system_information: await answered("GET /system_information", call, request),
        simplified_node_definitions: await answered("GET /simplified_node_definitions", call, request),
        effective_permissions: labTile(call.controller, lab, call.userId).effective_permissions,
      });
    },
  },
};

/** The page has in it what other operations answer. */
async function answered(name: string, call: Call, request: IncomingMessage): Promise<unknown> {
  const operation = { ...systemOperations, ...definitionOperations }[name];
  const answer = await operation?.handle(call, request);
  return JSON.parse(String(answer?.body ?? "null"));
}
