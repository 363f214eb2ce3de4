import type { Controller } from "../controller.ts";
import type { Lab } from "../labs/lab.ts";
import { elementsAt } from "../labs/lab-elements.ts";
import { simulationStats } from "../labs/simulation-stats.ts";
import { wireTime } from "../wire-time.ts";

/** The state of every element of every lab, by lab. */
export function labDiagnostics({ labs, clock }: Controller): Record<string, unknown> {
  return Object.fromEntries([...labs.values()].map((lab) => [lab.id, oneLab(lab, clock())]));
}

const noTimes = { QUEUED: 0, STARTED: 0, BOOTED: 0 };

function oneLab(lab: Lab, nowMs: number): Record<string, unknown> {
  const { nodes, links, interfaces, lab: state } = elementsAt(lab, nowMs);
  const usage = simulationStats(lab, nowMs).nodes;
  return {
    created: wireTime(lab.createdMs),
    allocated: state !== "DEFINED_ON_CORE",
    nodes: Object.fromEntries(
      lab.nodes.map(({ id, settings }) => [
        id,
        { label: settings.label, state: nodes.get(id), state_times: usage[id]?.times ?? noTimes },
      ]),
    ),
    links: Object.fromEntries(
      lab.links.map(({ id, interfaceA, interfaceB }) => [
        id,
        { state: links.get(id), interface_a: interfaceA, interface_b: interfaceB },
      ]),
    ),
    interfaces: Object.fromEntries(
      lab.nodes.flatMap((node) =>
        node.interfaces.map(({ id, label, slot }) => [
          id,
          { label, ...(slot !== null && { slot }), state: interfaces.get(id), node: node.id },
        ]),
      ),
    ),
  };
}
