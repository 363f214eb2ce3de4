import { CmlApiError } from "../answer.ts";
import type { Controller } from "../controller.ts";
import type { LabNode } from "../labs/node.ts";
import { isMachine, needsOf, takesRoom } from "../labs/node-needs.ts";

const mib = 2 ** 20;

/**
 * A machine cannot have more CPUs than its host, nor all machines together more memory; CPUs are shared. Where real
 * controllers draw the line is not recorded.
 *
 * @throws CmlApiError 400
 */
export function checkHost(controller: Controller, starting: readonly LabNode[]): void {
  const { hardware, labs, clock } = controller;
  const large = starting.find((node) => needsOf(node).cpus > hardware.cpus);
  if (large)
    throw new CmlApiError(
      400,
      `Cannot start node ${large.settings.label}: it needs ${needsOf(large).cpus} CPUs, and the host has ${hardware.cpus}.`,
    );
  const machines = starting.filter(isMachine);
  const there = [...labs.values()].flatMap(({ nodes }) => nodes).filter((node) => takesRoom(node, clock()));
  const wantedMib = [...there, ...machines].reduce((sum, node) => sum + needsOf(node).ramMib, 0);
  const hasMib = Math.floor(hardware.memoryBytes / mib);
  if (machines.length > 0 && wantedMib > hasMib)
    throw new CmlApiError(
      400,
      `Cannot start ${machines.length} nodes: ${wantedMib} MiB of memory would be needed, and the host has ${hasMib}.`,
    );
}
