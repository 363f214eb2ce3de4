import { CmlApiError, json, noContent } from "../answer.ts";
import type { Controller } from "../controller.ts";
import { linksAt, takeOut } from "../labs/edit-lab.ts";
import { addInterfacesUpTo, usualInterfaceCount } from "../labs/interfaces.ts";
import { checkParts, checkReferences } from "../labs/known-parts.ts";
import type { Lab } from "../labs/lab.ts";
import { type LabNode, labNode } from "../labs/node.ts";
import { checkChanges } from "../labs/node-changes.ts";
import { isWipedOrTold } from "../labs/node-needs.ts";
import { newNodeBody, nodeChangesBody, plainSettings, withSettings } from "../labs/node-settings.ts";
import { tellChanges } from "../news/element-change.ts";
import { interfaceChange, linkChange, nodeChange } from "../news/element-data.ts";
import type { OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { knownNode } from "./known-node.ts";
import { knownLab } from "./labs.ts";
import { tagChanges } from "./smart-annotations.ts";

/** Making nodes, changing what is set of them, and removing them. */
export const nodeEditingOperations: OperationTable = {
  "POST /labs/{lab_id}/nodes": {
    access: "lab_edit",
    handle(call) {
      const { controller, body, query } = call;
      const lab = knownLab(call);
      const { node_definition: definition, ...given } = parseBody(newNodeBody, body);
      const isMachine = controller.definitions.kind(definition).ramMib > 0;
      checkParts(controller, { ...given, definition });
      checkChanges(lab, { definition, isMachine, given });
      const node = newNode(
        controller,
        definition,
        withSettings(plainSettings(given.label), given, mainFile(controller, definition)),
      );
      lab.nodes.push(node);
      if (query.get("populate_interfaces") === "true") {
        const { newId, clock } = controller;
        addInterfacesUpTo(node, usualInterfaceCount(node) - 1, { newId, nowMs: clock() });
      }
      tellChanges(controller, lab, [
        nodeChange("created", node),
        ...node.interfaces.map((one) => interfaceChange("created", node.id, one)),
        ...tagChanges(controller, lab),
      ]);
      return json({ id: node.id });
    },
  },
  "PATCH /labs/{lab_id}/nodes/{node_id}": {
    access: "lab_edit",
    handle(call) {
      const { controller, body } = call;
      const { lab, node } = knownNode(call);
      const { definition, settings: before } = node;
      const given = parseBody(nodeChangesBody, body);
      const after = withSettings(before, given, mainFile(controller, definition));
      const isMachine = node.kind.ramMib > 0;
      checkReferences(controller, { ...given, definition });
      checkChanges(lab, { definition, isMachine, given, node, after, atMs: controller.clock() });
      node.settings = after;
      tellChanges(controller, lab, [
        { event: "modified", kind: "Node", id: node.id, data: given, previous: previously(before, given) },
        ...tagChanges(controller, lab),
      ]);
      return json(node.id);
    },
  },
  "DELETE /labs/{lab_id}/nodes/{node_id}": {
    access: "lab_edit",
    handle(call) {
      const { controller } = call;
      const { lab, node } = knownNode(call);
      if (!isWipedOrTold(node, controller.clock()))
        throw new CmlApiError(400, "Cannot remove a node that is not wiped.");
      removeNode(controller, lab, node);
      return noContent;
    },
  },
};

function newNode(
  { newId, definitions, pace }: Controller,
  definition: string,
  settings: LabNode["settings"],
): LabNode {
  const { nodeBootMs, nodeTimes } = pace;
  return labNode({
    id: newId(),
    definition,
    kind: definitions.kind(definition),
    platform: definitions.platform(definition),
    settings,
    ...(nodeBootMs !== undefined && { bootMs: nodeBootMs }),
    ...(nodeTimes && { times: nodeTimes }),
  });
}

/** A node goes with its interfaces, and with the links that end at them. */
function removeNode(controller: Controller, lab: Lab, node: LabNode): void {
  const links = linksAt(
    lab,
    node.interfaces.map(({ id }) => id),
  );
  for (const link of links) takeOut(lab.links, link);
  takeOut(lab.nodes, node);
  tellChanges(controller, lab, [
    ...links.map((link) => linkChange("deleted", link)),
    ...node.interfaces.map((one) => interfaceChange("deleted", node.id, one)),
    nodeChange("deleted", node),
    ...tagChanges(controller, lab),
  ]);
}

const mainFile = ({ definitions }: Controller, definition: string): string =>
  definitions.platform(definition).mainFile ?? "default";

function previously(before: LabNode["settings"], given: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(before).filter(([name]) => Object.hasOwn(given, name)));
}
