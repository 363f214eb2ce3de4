import type { Controller } from "../controller.ts";
import { type Lab, tellLab } from "../labs/lab.ts";
import type { Order } from "../labs/timeline.ts";
import { hasHost } from "../system/system-state.ts";
import { checkMayStart } from "./may-start.ts";

/** Tells a lab to start, to stop or to wipe, whoever says so. @throws CmlApiError 400 when it may not start */
export function orderLab(controller: Controller, lab: Lab, order: Order): void {
  if (order === "start") checkMayStart(controller, lab, lab.nodes);
  tellLab(lab, order, controller.clock(), hasHost(controller.system));
}
