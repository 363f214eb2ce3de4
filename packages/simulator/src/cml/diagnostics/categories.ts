import { userView } from "../accounts/account-views.ts";
import type { Controller } from "../controller.ts";
import { needsOf } from "../labs/node-needs.ts";
import { loadAt } from "../load.ts";
import { computeDiagnostics } from "./compute-diagnostics.ts";
import { labDiagnostics } from "./lab-diagnostics.ts";
import { labEventsByLab } from "./lab-events.ts";

/** What `GET /diagnostics/{category}` answers, by category. */
export const categories: Readonly<Record<string, (controller: Controller, ready: boolean) => unknown>> = {
  computes: computeDiagnostics,
  labs: labDiagnostics,
  lab_events: labEventsByLab,
  node_launch_queue: launchQueue,
  services: (_controller, ready) => ({ dispatcher: ready, termws: ready }),
  node_definitions: ({ definitions }) =>
    [...definitions.nodes.keys()].map((id) => ({
      id,
      images: [...definitions.images.values()]
        .filter((image) => image.node_definition_id === id)
        .map((image) => image.id),
    })),
  user_list: (controller) => controller.users.map((user) => userView(controller, user)),
  licensing: licensing,
  startup_scheduler: (_controller, ready) => ({
    // The first half of a start nobody can ask about: what is done by then is an assumption.
    licensing_loaded: true,
    core_driver_connected: true,
    node_definitions_loaded: true,
    lld_connected: ready,
    lld_synced: ready,
    system_ready: ready,
  }),
};

function launchQueue({ labs, clock }: Controller): readonly unknown[] {
  return [...labs.values()].flatMap((lab) =>
    lab.nodes
      .filter((node) => node.stateAt(clock()) === "QUEUED")
      .map((node) => {
        const { id, definition } = node;
        const { configuration: _left, ...settings } = node.settings;
        const { cpus, ramMib } = needsOf(node);
        return {
          ...settings,
          id,
          lab_id: lab.id,
          node_definition: definition,
          cpus: cpus || null,
          ram: ramMib || null,
        };
      }),
  );
}

/** The base licence is for twenty nodes. */
const baseQuota = 20;

function licensing(controller: Controller): Record<string, unknown> {
  const { runningNodes } = loadAt(controller, controller.clock());
  const { registration } = controller.licence.at(controller.clock());
  const started = runningNodes;
  return {
    quota: registration === "COMPLETED" ? baseQuota : null,
    started,
    user_quota: null,
    user_started: started,
  };
}
