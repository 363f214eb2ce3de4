import { aName, aText, type Kind, theText } from "../answers/kinds.ts";
import { aRecord, type Fields } from "../answers/record.ts";

/** A link between two interfaces. `null` is unknown. */
export interface CmlLink {
  readonly id: string;
  readonly labId: string | null;
  readonly label: string | null;
  /** `DEFINED_ON_CORE`, `STOPPED` or `STARTED`; other words pass. */
  readonly state: string | null;
  readonly interfaceAId: string | null;
  readonly interfaceBId: string | null;
  readonly nodeAId: string | null;
  readonly nodeBId: string | null;
  /** Key of its packet capture; `null` when there is none. */
  readonly captureKey: string | null;
}

export const linkFields: Fields<CmlLink> = {
  id: ["id", theText],
  labId: ["lab_id", aText],
  label: ["label", aText],
  state: ["state", aText],
  interfaceAId: ["interface_a", aText],
  interfaceBId: ["interface_b", aText],
  nodeAId: ["node_a", aText],
  nodeBId: ["node_b", aText],
  captureKey: ["link_capture_key", aName],
};

/** One link, as every answer with links has it. */
export const aLink: Kind<CmlLink> = aRecord<CmlLink>(linkFields, ["conditioning"]);
