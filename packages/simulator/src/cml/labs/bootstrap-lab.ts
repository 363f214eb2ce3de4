import type { Controller } from "../controller.ts";
import { type ElementChange, tellChanges } from "../news/element-change.ts";
import { canBootstrap, configure, simpleConfiguration } from "./bootstrap.ts";
import type { Lab } from "./lab.ts";
import type { LabNode } from "./node.ts";

/** Configures the nodes that never ran, can be configured and are not; and tells of it. */
export function bootstrapConfigurations(controller: Controller, lab: Lab): void {
  const nowMs = controller.clock();
  const bare = lab.nodes.filter(
    (node) =>
      canBootstrap(node) &&
      node.stateAt(nowMs) === "DEFINED_ON_CORE" &&
      node.settings.configuration.every(({ content }) => !content),
  );
  for (const node of bare) configure(node, simpleConfiguration(node));
  tellChanges(controller, lab, bare.map(configured));
}

/** A node has another configuration. */
export function configured({ id, settings }: LabNode): ElementChange {
  return { event: "modified", kind: "Node", id, data: { configuration: settings.configuration } };
}
