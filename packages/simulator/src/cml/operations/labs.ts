import { CmlApiError, json } from "../answer.ts";
import type { Controller } from "../controller.ts";
import { hasConverged, type Lab, labState } from "../labs/lab.ts";
import { elementsAt } from "../labs/lab-elements.ts";
import { labTile, labView } from "../labs/lab-view.ts";
import { permissionsOn } from "../labs/permissions.ts";
import { simulationStats } from "../labs/simulation-stats.ts";
import type { Call, OperationTable } from "../operation.ts";

/** Reading labs. */
export const labOperations: OperationTable = {
  "GET /labs": {
    access: "user",
    handle({ controller, query, userId }) {
      const all = query.get("show_all") === "true";
      const labs = visibleLabs(controller, userId).filter(({ ownerId }) => all || ownerId === userId);
      return json(labs.map(({ id }) => id));
    },
  },
  "GET /labs/{lab_id}": {
    access: "lab_view",
    handle: (call) => json(labView(call.controller, knownLab(call), call.userId)),
  },
  "GET /labs/{lab_id}/state": {
    access: "lab_view",
    handle: (call) => json(labState(knownLab(call), call.controller.clock())),
  },
  "GET /labs/{lab_id}/check_if_converged": {
    access: "lab_view",
    handle: (call) => json(hasConverged(knownLab(call), call.controller.clock())),
  },
  "GET /labs/{lab_id}/lab_element_state": {
    access: "lab_view",
    handle(call) {
      const { nodes, links, interfaces } = elementsAt(knownLab(call), call.controller.clock());
      return json({
        nodes: Object.fromEntries(nodes),
        links: Object.fromEntries(links),
        interfaces: Object.fromEntries(interfaces),
      });
    },
  },
  "GET /labs/{lab_id}/simulation_stats": {
    access: "lab_view",
    handle: (call) => json(simulationStats(knownLab(call), call.controller.clock())),
  },
  "GET /populate_lab_tiles": {
    access: "user",
    handle({ controller, userId }) {
      const tiles = visibleLabs(controller, userId).map((lab) => [lab.id, labTile(controller, lab, userId)]);
      return json({ lab_tiles: Object.fromEntries(tiles) });
    },
  },
};

/** The labs somebody may see, in the order they were made. */
export function visibleLabs({ labs, users, groups }: Controller, userId: string): readonly Lab[] {
  const user = users.find(({ id }) => id === userId);
  return user ? [...labs.values()].filter((lab) => permissionsOn(lab, user, groups).length > 0) : [];
}

/** The lab a call is about. @throws CmlApiError 404 in the words clients look for. */
export function knownLab({ controller, path }: Pick<Call, "controller" | "path">): Lab {
  const id = path["lab_id"] ?? "";
  const lab = controller.labs.get(id);
  if (!lab) throw new CmlApiError(404, `Lab not found: ${id}`);
  return lab;
}
