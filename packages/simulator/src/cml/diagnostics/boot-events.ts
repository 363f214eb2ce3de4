import type { Controller } from "../controller.ts";
import type { NodeState } from "../labs/timeline.ts";
import { wireTime } from "../wire-time.ts";

/** When the controller begins to watch a node, and when it has seen it boot. That watching begins at the start is an assumption. */
const events: { readonly [State in NodeState]?: string } = { STARTED: "MONITOR", BOOTED: "BOOTED" };

/** What is remembered of the boots of all nodes, oldest first. */
export function bootEvents({ labs, clock }: Controller): readonly unknown[] {
  const found = [...labs.values()].flatMap((lab) =>
    lab.nodes.flatMap((node) =>
      node.turningPoints(0, clock()).flatMap((atMs) => {
        const event = events[node.stateAt(atMs)];
        return event === undefined ? [] : [{ atMs, lab_id: lab.id, node_id: node.id, event }];
      }),
    ),
  );
  return found
    .sort((one, other) => one.atMs - other.atMs)
    .map(({ atMs, ...event }) => ({ ...event, timestamp: wireTime(atMs) }));
}
