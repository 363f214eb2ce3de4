import { z } from "zod";
import { CmlApiError, json } from "../answer.ts";
import type { Controller } from "../controller.ts";
import { connectorKey, deviceOf, isConnector, isInUse, mappingViews } from "../labs/connector-mappings.ts";
import type { Lab } from "../labs/lab.ts";
import { type ElementChange, tellChanges } from "../news/element-change.ts";
import type { OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { knownLab } from "./labs.ts";

const updates = z.array(
  z.strictObject({
    key: z.string().max(64),
    device_name: z
      .string()
      .regex(/^(bridge|local|virbr|vlan)\d{1,4}$/)
      .nullable(),
  }),
);

type Update = z.infer<typeof updates>[number];

/** Which bridges of the host the external connectors of a lab lead to. */
export const connectorMappingOperations: OperationTable = {
  "GET /labs/{lab_id}/connector_mappings": {
    access: "lab_view",
    handle: (call) => json(mappingViews(knownLab(call))),
  },
  "PATCH /labs/{lab_id}/connector_mappings": {
    access: "lab_edit",
    handle(call) {
      const { controller, body } = call;
      const lab = knownLab(call);
      const given = parseBody(updates, body).filter((update) => isNews(lab, update));
      const used = given.find(({ key }) => isInUse(lab, key, controller.clock()));
      // In what words is not recorded.
      if (used) throw new CmlApiError(409, `External connector key in use by a running node: ${used.key}`);
      tellChanges(
        controller,
        lab,
        given.flatMap((update) => apply(controller, lab, update)),
      );
      return json(mappingViews(lab));
    },
  },
};

const isNews = (lab: Lab, { key, device_name }: Update): boolean =>
  !lab.connectors.has(key) || deviceOf(lab, key) !== device_name;

/** A key that no node has goes with its bridge. */
function apply({ newId }: Controller, lab: Lab, update: Update): readonly ElementChange[] {
  const { key, device_name: deviceName } = update;
  const before = lab.connectors.get(key);
  const kind = "ConnectorMapping";
  if (deviceName === null && !lab.nodes.some((node) => isConnector(node) && connectorKey(node) === key)) {
    if (!before) return [];
    lab.connectors.delete(key);
    return [{ event: "deleted", kind, id: before.id, data: { key, device_name: before.deviceName } }];
  }
  const id = before?.id ?? newId();
  lab.connectors.set(key, { id, deviceName });
  return [
    {
      event: before ? "modified" : "created",
      kind,
      id,
      data: update,
      previous: before ? { device_name: before.deviceName } : {},
    },
  ];
}
