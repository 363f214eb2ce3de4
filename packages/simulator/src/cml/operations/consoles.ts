import { CmlApiError, json } from "../answer.ts";
import type { Controller } from "../controller.ts";
import { consoleLog } from "../labs/console-log.ts";
import { consolesOf, driverOf, screenKeyOf } from "../labs/consoles.ts";
import type { Lab } from "../labs/lab.ts";
import type { LabNode } from "../labs/node.ts";
import type { Call, OperationTable } from "../operation.ts";
import { wholeNumber } from "../whole-number.ts";
import { knownNode } from "./known-node.ts";
import { visibleLabs } from "./labs.ts";

/** The keys that consoles are opened with, and what was said on them. */
export const consoleOperations: OperationTable = {
  "GET /labs/{lab_id}/nodes/{node_id}/keys/console": {
    access: "lab_view",
    handle(call) {
      const { node } = knownNode(call);
      const line = wholeNumber(call.query.get("line") ?? "0", { min: 0 });
      const found = consolesOf(call.controller, node).find((console) => console.line === line);
      if (!found) throw new CmlApiError(404, `Console key not found: node ${node.id}, line ${line}`);
      return json(found.key);
    },
  },
  "GET /labs/{lab_id}/nodes/{node_id}/keys/vnc": {
    access: "lab_view",
    handle(call) {
      const { node } = knownNode(call);
      const key = screenKeyOf(call.controller, node);
      if (key === null) throw new CmlApiError(404, `VNC key not found: node ${node.id}`);
      return json(key);
    },
  },
  "GET /labs/{lab_id}/nodes/{node_id}/consoles/{console_id}/log": {
    access: "lab_view",
    handle(call) {
      const { node } = knownNode(call);
      const line = wholeNumber(call.path["console_id"] ?? "", { min: 0, max: 64 });
      const wanted = call.query.get("lines");
      const last = wanted === null ? undefined : wholeNumber(wanted, { min: 1 });
      const lines = consoleLog(node, line, call.controller.clock());
      if (!lines) throw new CmlApiError(404, `Console log not found: node ${node.id}, console ${line}`);
      return json((last === undefined ? lines : lines.slice(-last)).join("\r\n"));
    },
  },
  "GET /keys/console": {
    access: "user",
    handle(call) {
      const { controller } = call;
      const keys = nodesInSight(call).flatMap(({ lab, node }) =>
        consolesOf(controller, node).map(({ key, line }) => {
          const place = { ...placeOf(controller, lab, node), driver: driverOf(node), line };
          return [key, place] as const;
        }),
      );
      return json(Object.fromEntries(keys));
    },
  },
  "GET /keys/vnc": {
    access: "user",
    handle(call) {
      const { controller } = call;
      const keys = nodesInSight(call).flatMap(({ lab, node }) => {
        const key = screenKeyOf(controller, node);
        // The only compute is the controller itself.
        const place = { ...placeOf(controller, lab, node), compute_address: "127.0.0.1" };
        return key === null ? [] : [[key, place] as const];
      });
      return json(Object.fromEntries(keys));
    },
  },
};

function placeOf({ computeId }: Controller, lab: Lab, { id, settings }: LabNode): Record<string, unknown> {
  return { node_id: id, compute_id: computeId, lab_id: lab.id, label: settings.label };
}

/** The caller's own labs, or with `show_all` every lab the caller may see. */
function nodesInSight({ controller, query, userId }: Call): readonly { lab: Lab; node: LabNode }[] {
  const all = query.get("show_all") === "true";
  return visibleLabs(controller, userId)
    .filter(({ ownerId }) => all || ownerId === userId)
    .flatMap((lab) => lab.nodes.map((node) => ({ lab, node })));
}
