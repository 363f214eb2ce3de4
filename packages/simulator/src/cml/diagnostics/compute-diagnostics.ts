import type { Controller } from "../controller.ts";
import type { Lab } from "../labs/lab.ts";
import { elementsAt } from "../labs/lab-elements.ts";
import { nodeView } from "../labs/node-view.ts";
import { loadAt } from "../load.ts";
import { systemStats } from "../system-stats.ts";

/** The one compute host, and what of the labs is on it. */
export function computeDiagnostics(controller: Controller, ready: boolean): Record<string, unknown> {
  const { computeId, hostname, system, labs, clock } = controller;
  if (system.compute === undefined) return {};
  const onHost = [...labs.values()].map((lab) => elementsOnHost(controller, lab));
  const together = (part: "nodes" | "links" | "interfaces"): Record<string, unknown> =>
    Object.fromEntries(onHost.flatMap((elements) => elements[part]));
  const links = onHost.flatMap((elements) => elements.links);
  return {
    [computeId]: {
      identifier: computeId,
      host_address: "127.0.0.1",
      hostname,
      link_driver: "udp",
      kvm_vmx_enabled: true,
      is_controller: true,
      is_connector: true,
      is_simulator: true,
      readiness: {
        libvirt: true,
        fabric: ready,
        device_mux: ready,
        refplat_images_available: true,
        docker_shim: ready,
      },
      lld_consistency: { missing_nodes: [], orphaned_nodes: [] },
      nodes: together("nodes"),
      links: together("links"),
      interfaces: together("interfaces"),
      fabric: links
        .filter(([, { state }]) => state === "STARTED")
        .map(([id, { label }]) => ({
          id,
          name: label,
          left_driver: "udp",
          right_driver: "udp",
          running: true,
        })),
      statistics: systemStats(controller, loadAt(controller, clock())).computes[computeId]?.stats,
      admission_state: system.compute,
    },
  };
}

/** What was started and is not wiped. */
function elementsOnHost(controller: Controller, lab: Lab) {
  const states = elementsAt(lab, controller.clock());
  const isThere = (state: string | undefined): boolean => state !== undefined && state !== "DEFINED_ON_CORE";
  const nodes = lab.nodes.filter(({ id }) => isThere(states.nodes.get(id)));
  const reading = { operational: true, excludeConfigurations: true, simplified: false };
  const common = { lab_id: lab.id };
  return {
    nodes: nodes.map((node) => [node.id, nodeView(controller, lab, node, reading)] as const),
    links: lab.links
      .filter(({ id }) => isThere(states.links.get(id)))
      .map(
        ({ id, label, ...ends }) =>
          [id, { ...common, id, label, state: states.links.get(id), ...wire(ends) }] as const,
      ),
    interfaces: nodes.flatMap((node) =>
      node.interfaces.map(({ id, label, type }) => {
        const state = states.interfaces.get(id);
        return [id, { ...common, id, label, type, node: node.id, state }] as const;
      }),
    ),
  };
}

type Ends = Pick<Lab["links"][number], "nodeA" | "nodeB" | "interfaceA" | "interfaceB">;

const wire = ({ nodeA, nodeB, interfaceA, interfaceB }: Ends) => ({
  node_a: nodeA,
  node_b: nodeB,
  interface_a: interfaceA,
  interface_b: interfaceB,
});
