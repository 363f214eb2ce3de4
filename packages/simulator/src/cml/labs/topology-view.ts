import type { Lab } from "./lab.ts";
import { elementsAt } from "./lab-elements.ts";
import { linkView } from "./link-view.ts";
import { configurationPart } from "./node-view.ts";

/** The version of the topology format that 2.9 writes. */
export const topologyVersion = "0.3.0";

/** What `GET /labs/{lab_id}/topology` answers. */
export function topologyView(
  lab: Lab,
  excludeConfigurations: boolean | undefined,
  atMs: number,
): Record<string, unknown> {
  const { links } = elementsAt(lab, atMs);
  return {
    lab: {
      version: topologyVersion,
      title: lab.title,
      description: lab.description,
      notes: lab.notes,
      owner: lab.ownerId,
    },
    nodes: lab.nodes.map(({ id, definition, settings, interfaces }) => {
      const { configuration, pinned_compute_id: _notHere, ...others } = settings;
      return {
        id,
        node_definition: definition,
        ...others,
        ...configurationPart(configuration, excludeConfigurations),
        interfaces: interfaces.map(({ id: interfaceId, label, type, slot, macAddress }) => ({
          id: interfaceId,
          label,
          type,
          ...(slot !== null && { slot }),
          ...(macAddress !== null && { mac_address: macAddress }),
        })),
      };
    }),
    links: lab.links.map((link) => ({
      ...linkView(lab, link, links.get(link.id), atMs),
      conditioning: link.condition ?? {},
    })),
    annotations: lab.annotations,
    smart_annotations: lab.smartAnnotations,
  };
}
