import type { Controller } from "../controller.ts";

type Hosted = Pick<Controller, "labs" | "clock">;

/** The host takes nodes again: those that wait for one are queued. */
export function letNodesOn(controller: Hosted): void {
  for (const node of nodesOf(controller)) node.letOn(controller.clock());
}

/** The host is not in the cluster any more: that this is when nodes are disconnected is an assumption. */
export function loseHost(controller: Hosted): void {
  for (const node of nodesOf(controller)) node.loseHost(controller.clock());
}

/** The host is back, and with it what runs there. */
export function regainHost(controller: Hosted): void {
  for (const node of nodesOf(controller)) node.regainHost(controller.clock());
}

function nodesOf({ labs }: Hosted) {
  return [...labs.values()].flatMap(({ nodes }) => nodes);
}
