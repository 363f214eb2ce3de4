import { z } from "zod";
import { CmlApiError, json, noContent } from "../answer.ts";
import type { Controller } from "../controller.ts";
import { loadAt } from "../load.ts";
import type { Call, OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { letNodesOn, loseHost, regainHost } from "../system/host-admission.ts";
import { type AdmissionState, hasHost } from "../system/system-state.ts";

const states = ["UNREGISTERED", "REGISTERED", "ONLINE", "READY"] as const;
const admission = z.strictObject({ admission_state: z.enum(states) });

/** The machines that nodes run on: here only the controller itself. */
export const computeHostOperations: OperationTable = {
  "GET /system/compute_hosts": {
    access: "user",
    handle({ controller, ready }) {
      const { compute } = controller.system;
      return json(compute === undefined ? [] : [hostView(controller, compute, ready)]);
    },
  },
  "GET /system/compute_hosts/configuration": {
    access: "user",
    handle: ({ controller }) => json({ admission_state: controller.system.initialAdmission }),
  },
  "PATCH /system/compute_hosts/configuration": {
    access: "admin",
    handle({ controller, body }) {
      const state = parseBody(admission, body).admission_state;
      if (state !== "REGISTERED" && state !== "READY")
        throw new CmlApiError(400, `Compute hosts cannot begin as ${state}.`);
      controller.system.initialAdmission = state;
      return json({ admission_state: state });
    },
  },
  "GET /system/compute_hosts/{compute_id}": {
    access: "user",
    handle: (call) => json(hostView(call.controller, knownHost(call), call.ready)),
  },
  "PATCH /system/compute_hosts/{compute_id}": {
    access: "admin",
    handle(call) {
      const from = knownHost(call);
      const to = parseBody(admission, call.body).admission_state;
      // One step at a time, in either direction: which ones controllers refuse is not recorded.
      if (Math.abs(states.indexOf(from) - states.indexOf(to)) > 1)
        throw new CmlApiError(409, `Compute host cannot go from ${from} to ${to}.`);
      const { controller, ready } = call;
      controller.system.compute = to;
      if (to === "UNREGISTERED") loseHost(controller);
      else regainHost(controller);
      if (hasHost(controller.system)) letNodesOn(controller);
      return json(hostView(controller, to, ready));
    },
  },
  "DELETE /system/compute_hosts/{compute_id}": {
    access: "admin",
    handle(call) {
      if (knownHost(call) !== "UNREGISTERED")
        throw new CmlApiError(409, `Compute host is not unregistered: ${call.path["compute_id"]}`);
      call.controller.system.compute = undefined;
      return noContent;
    },
  },
};

function knownHost({ controller, path }: Call): AdmissionState {
  const { compute } = controller.system;
  if (compute !== undefined && path["compute_id"] === controller.computeId) return compute;
  throw new CmlApiError(404, `Compute host not found: ${path["compute_id"]}`);
}

/** Exactly these members: the official client takes them as arguments. */
function hostView(controller: Controller, state: AdmissionState, ready: boolean): Record<string, unknown> {
  const now = controller.clock();
  const { totalNodes, runningNodes } = loadAt(controller, now);
  const nodes = [...controller.labs.values()].flatMap((lab) => lab.nodes);
  const isIn = state !== "UNREGISTERED";
  return {
    id: controller.computeId,
    hostname: controller.hostname,
    server_address: "127.0.0.1",
    is_connector: true,
    is_simulator: true,
    is_connected: ready && isIn,
    is_synced: ready && isIn,
    admission_state: state,
    node_counts: {
      total_nodes: totalNodes,
      total_orphans: 0,
      running_nodes: runningNodes,
      running_orphans: 0,
    },
    nodes: nodes.filter((node) => node.stateAt(now) !== "DEFINED_ON_CORE").map(({ id }) => id),
  };
}
