import { SimulatorError } from "../simulator-error.ts";
import { CmlApiError } from "./answer.ts";
import type { Controller } from "./controller.ts";
import { labState } from "./labs/lab.ts";
import type { Order } from "./labs/timeline.ts";
import { knownLab } from "./operations/labs.ts";
import type { CmlSimulator } from "./simulated-controller.ts";
import { orderLab } from "./starting/order-lab.ts";

/** What can be done with the labs of a controller in process: as its API would, but without asking who does it. */
export function labHandles(
  controller: Controller,
): Pick<CmlSimulator, "labIds" | "labs" | "startLab" | "stopLab"> {
  const { labs, clock, news } = controller;
  const tell = (id: string, order: Order): void => {
    news.catchUp();
    try {
      orderLab(controller, knownLab({ controller, path: { lab_id: id } }), order);
    } catch (cause) {
      throw inOurWords(cause);
    }
    news.catchUp();
  };
  return {
    labIds: () => [...labs.keys()],
    labs: () =>
      [...labs.values()].map((lab) => ({ id: lab.id, title: lab.title, state: labState(lab, clock()) })),
    startLab: (id) => tell(id, "start"),
    stopLab: (id) => tell(id, "stop"),
  };
}

function inOurWords(cause: unknown): unknown {
  if (!(cause instanceof CmlApiError)) return cause;
  const code = cause.status === 404 ? "not_found" : "cannot_start";
  return new SimulatorError(cause.message, { code, cause });
}
