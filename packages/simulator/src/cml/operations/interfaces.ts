import { z } from "zod";
import { type Answer, CmlApiError, json, noContent } from "../answer.ts";
import { endCapture } from "../captures/end-capture.ts";
import type { Controller } from "../controller.ts";
import { knownPort, linksAt, type Port, takeOut } from "../labs/edit-lab.ts";
import { tellHold } from "../labs/hold.ts";
import { interfaceView } from "../labs/interface-view.ts";
import { addInterface, addInterfacesUpTo, checkUnlocked } from "../labs/interfaces.ts";
import type { Lab } from "../labs/lab.ts";
import { elementsAt } from "../labs/lab-elements.ts";
import { readingOf } from "../labs/node-view.ts";
import type { ElementState } from "../labs/wiring.ts";
import { tellChanges } from "../news/element-change.ts";
import { interfaceChange, linkChange } from "../news/element-data.ts";
import type { Call, OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { knownNode } from "./known-node.ts";
import { knownLab } from "./labs.ts";

const macAddress = z
  .string()
  .regex(/^[a-fA-F\d]{2}(:[a-fA-F\d]{2}){5}$/)
  .nullable();
const newInterface = z.strictObject({
  node: z.string(),
  slot: z.number().int().min(0).max(128).optional(),
  mac_address: macAddress.optional(),
});
const changes = z.strictObject({ mac_address: macAddress }).partial();

/** The sockets of nodes. */
export const interfaceOperations: OperationTable = {
  "GET /labs/{lab_id}/nodes/{node_id}/interfaces": {
    access: "lab_view",
    handle(call) {
      const { lab, node } = knownNode(call);
      if (call.query.get("data") !== "true") return json(node.interfaces.map(({ id }) => id));
      return json(node.interfaces.map((one) => view(call, lab, { node, one })));
    },
  },
  "POST /labs/{lab_id}/interfaces": {
    access: "lab_edit",
    handle(call) {
      const { controller, path, body } = call;
      const { node: nodeId, slot, mac_address: address = null } = parseBody(newInterface, body);
      const { lab, node } = knownNode({ controller, path: { ...path, node_id: nodeId } });
      const nowMs = controller.clock();
      checkUnlocked(node, nowMs);
      const making = { nowMs, newId: controller.newId, macAddress: address };
      const { all, made } =
        slot === undefined ? only(addInterface(node, making)) : addInterfacesUpTo(node, slot, making);
      tellChanges(
        controller,
        lab,
        made.map((one) => interfaceChange("created", node.id, one)),
      );
      const views = all.map((one) => view(call, lab, { node, one }));
      return json(slot === undefined ? views[0] : views);
    },
  },
  "GET /labs/{lab_id}/interfaces/{interface_id}": {
    access: "lab_view",
    handle: (call) => json(view(call, knownLab(call), known(call))),
  },
  "PATCH /labs/{lab_id}/interfaces/{interface_id}": {
    access: "lab_edit",
    handle(call) {
      const { controller, body } = call;
      const { node, one } = known(call);
      const given = parseBody(changes, body);
      if (given.mac_address !== undefined && given.mac_address !== one.macAddress) {
        checkUnlocked(node, controller.clock());
        one.macAddress = given.mac_address;
        tellChanges(controller, knownLab(call), [interfaceChange("modified", node.id, one)]);
      }
      return json(view(call, knownLab(call), { node, one }));
    },
  },
  "DELETE /labs/{lab_id}/interfaces/{interface_id}": {
    access: "lab_edit",
    handle(call) {
      const { node } = known(call);
      if (node.stateAt(call.controller.clock()) !== "DEFINED_ON_CORE")
        throw new CmlApiError(400, "Cannot remove an interface of a node that is not wiped.");
      removeInterface(call.controller, knownLab(call), known(call));
      return noContent;
    },
  },
  "GET /labs/{lab_id}/interfaces/{interface_id}/state": {
    access: "lab_view",
    handle(call) {
      const { one } = known(call);
      return json({ label: one.label, state: stateOf(call, one.id) });
    },
  },
  "PUT /labs/{lab_id}/interfaces/{interface_id}/state/start": {
    access: "lab_exec",
    handle: (call) => tell(call, "start"),
  },
  "PUT /labs/{lab_id}/interfaces/{interface_id}/state/stop": {
    access: "lab_exec",
    handle: (call) => tell(call, "stop"),
  },
};

const known = (call: Call): Port => knownPort(knownLab(call), call.path["interface_id"] ?? "");

const only = <T>(one: T) => ({ all: [one], made: [one] });

function stateOf(call: Call, id: string): ElementState {
  return elementsAt(knownLab(call), call.controller.clock()).interfaces.get(id) ?? "DEFINED_ON_CORE";
}

function view(call: Call, lab: Lab, { node, one }: Port): Record<string, unknown> {
  const { operational } = readingOf(call.query);
  return interfaceView(call.controller, { lab, node, one, state: stateOf(call, one.id) }, operational);
}

/** An interface goes with its link. */
function removeInterface(controller: Controller, lab: Lab, { node, one }: Port): void {
  const links = linksAt(lab, [one.id]);
  for (const link of links) takeOut(lab.links, link);
  takeOut(node.interfaces, one);
  tellChanges(controller, lab, [
    ...links.map((link) => linkChange("deleted", link)),
    interfaceChange("deleted", node.id, one),
  ]);
}

/** Means something only while the node runs: otherwise the interface is where the node is. */
function tell(call: Call, order: "start" | "stop"): Answer {
  const lab = knownLab(call);
  const { one } = known(call);
  const nowMs = call.controller.clock();
  const isDown = stateOf(call, one.id) !== "STARTED";
  if (order === "stop" && !isDown) for (const link of linksAt(lab, [one.id])) endCapture(link, nowMs);
  if (order === "start" || !isDown) tellHold(one.hold, order, nowMs);
  return noContent;
}
