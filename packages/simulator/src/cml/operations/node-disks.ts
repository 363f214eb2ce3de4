import { CmlApiError, json } from "../answer.ts";
import { canBootstrap, configure, simpleConfiguration } from "../labs/bootstrap.ts";
import { configured } from "../labs/bootstrap-lab.ts";
import { driverOf } from "../labs/consoles.ts";
import { tellChanges } from "../news/element-change.ts";
import type { OperationTable } from "../operation.ts";
import { knownNode } from "./known-node.ts";

/** Taking over what is on the machine of a node. */
export const nodeDiskOperations: OperationTable = {
  "PUT /labs/{lab_id}/nodes/{node_id}/extract_configuration": {
    access: "lab_edit",
    handle(call) {
      const { controller } = call;
      const { lab, node } = knownNode(call);
      if (!canBootstrap(node))
        throw new CmlApiError(400, `Nodes of ${node.definition} have no configuration to extract.`);
      if (node.stateAt(controller.clock()) !== "BOOTED")
        throw new CmlApiError(400, `Node ${node.id} is not booted: its configuration cannot be extracted.`);
      // Nobody works on the machine, so it has what it booted with, or its factory settings.
      configure(node, node.settings.configuration[0]?.content || simpleConfiguration(node));
      tellChanges(controller, lab, [configured(node)]);
      return json({});
    },
  },
  "PUT /labs/{lab_id}/nodes/{node_id}/clone_image": {
    access: "lab_edit",
    handle(call) {
      const { controller } = call;
      const { node } = knownNode(call);
      const image = controller.definitions.imageOf(node.definition);
      if (image === null || driverOf(node) !== "KVM" || node.stateAt(controller.clock()) !== "STOPPED")
        throw new CmlApiError(400, "Node is not in STOPPED state or does not support image cloning");
      const id = `${image}-${controller.newId().slice(0, 8)}`;
      const clone = {
        id,
        node_definition_id: node.definition,
        label: `${node.platform.label} cloned`,
        description: `Disk of node ${node.settings.label}`.slice(0, 4096),
        disk_image: `${id}.qcow2`,
        read_only: false,
        schema_version: "0.0.1",
      };
      controller.definitions.images.set(id, clone);
      return json(clone);
    },
  },
};
