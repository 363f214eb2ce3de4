import type { Lab } from "./lab.ts";
import type { ElementState, LabLink } from "./wiring.ts";

/** A link by its wire names. */
export function linkView(
  lab: Pick<Lab, "id">,
  link: LabLink,
  state: ElementState | undefined,
  atMs: number,
): Record<string, unknown> {
  return {
    id: link.id,
    lab_id: lab.id,
    label: link.label,
    state: state ?? "DEFINED_ON_CORE",
    // Controllers write an empty one where nothing is captured.
    link_capture_key: link.capture?.runsAt(atMs) ? link.capture.key : "",
    interface_a: link.interfaceA,
    interface_b: link.interfaceB,
    node_a: link.nodeA,
    node_b: link.nodeB,
  };
}
