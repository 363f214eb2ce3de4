import { z } from "zod";
import { CmlApiError, json, noContent } from "../answer.ts";
import type { Controller } from "../controller.ts";
import type { Call, OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { applyToHost, connectorView, type ExternalConnector, rescan } from "../system/external-connectors.ts";
import { limitsOf } from "../system/resource-pools.ts";

const changes = z
  .strictObject({
    snooped: z.boolean(),
    protected: z.boolean(),
    label: z.string().min(1).max(128),
    tags: z.array(z.string().max(64)),
  })
  .partial();
const synchronization = z.union([
  z.object({ push_configured_state: z.boolean().default(true) }),
  z.string().transform(() => ({ push_configured_state: true })),
]);

/** The ways out of the controller for nodes. */
export const externalConnectorOperations: OperationTable = {
  "GET /system/external_connectors": { access: "user", handle: (call) => json(all(call)) },
  "PUT /system/external_connectors": {
    access: "admin",
    handle(call) {
      const { controller, body } = call;
      const { push_configured_state: push } = parseBody(synchronization, body || "{}");
      rescan(controller.system.connectors, push, controller.newId);
      return json(all(call));
    },
  },
  "GET /system/external_connectors/{connector_id}": {
    access: "user",
    handle: (call) => json(view(call, known(call))),
  },
  "PATCH /system/external_connectors/{connector_id}": {
    access: "admin",
    handle(call) {
      const connector = known(call);
      const given = parseBody(changes, call.body);
      const others = [...call.controller.system.connectors.values()].filter((other) => other !== connector);
      if (others.some(({ label }) => label === given.label))
        throw new CmlApiError(400, `External connector already exists: ${given.label}.`);
      connector.label = given.label ?? connector.label;
      connector.tags = given.tags ?? connector.tags;
      connector.snooped = given.snooped ?? connector.snooped;
      connector.protected = given.protected ?? connector.protected;
      applyToHost(connector);
      return json(view(call, connector));
    },
  },
  "DELETE /system/external_connectors/{connector_id}": {
    access: "admin",
    handle(call) {
      call.controller.system.connectors.delete(known(call).id);
      return noContent;
    },
  },
};

function known({ controller, path }: Call): ExternalConnector {
  const connector = controller.system.connectors.get(path["connector_id"] ?? "");
  if (connector) return connector;
  throw new CmlApiError(404, `External connector not found: ${path["connector_id"]}`);
}

function all(call: Call): readonly unknown[] {
  return [...call.controller.system.connectors.values()].map((connector) => view(call, connector));
}

function view({ controller, userId }: Call, connector: ExternalConnector): Record<string, unknown> {
  return connectorView(connector, isAllowed(controller, userId, connector));
}

function isAllowed(controller: Controller, userId: string, { deviceName }: ExternalConnector): boolean {
  const user = controller.users.find(({ id }) => id === userId);
  const pool = controller.system.pools.get(user?.resourcePool ?? "");
  return (pool && limitsOf(controller, pool).external_connectors)?.includes(deviceName) ?? true;
}
