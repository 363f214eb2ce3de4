import { aList, aNumber, aText, aTime, type Kind, theText, words } from "../answers/kinds.ts";
import { aRecord, type Fields } from "../answers/record.ts";
import { answering } from "../transport/answers.ts";
import type { Operation } from "../transport/operation.ts";

/** A group a lab is shared with; gone in newer releases. `null` is unknown. */
export interface CmlLabGroup {
  readonly id: string | null;
  readonly name: string | null;
  /** `read_only` or `read_write`; other words pass. */
  readonly permission: string | null;
}

/** A lab as its controller describes it. `null` is unknown. */
export interface CmlLab {
  readonly id: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly notes: string | null;
  /** `DEFINED_ON_CORE`, `STARTED` or `STOPPED`; other words pass. */
  readonly state: string | null;
  readonly ownerId: string | null;
  readonly ownerUsername: string | null;
  readonly ownerFullname: string | null;
  readonly nodeCount: number | null;
  readonly linkCount: number | null;
  /** ISO 8601 in UTC. */
  readonly createdAt: string | null;
  /** ISO 8601 in UTC. */
  readonly modifiedAt: string | null;
  readonly groups: readonly CmlLabGroup[] | null;
  /** `lab_view`, `lab_exec`, `lab_edit`, `lab_admin`, in no fixed order; other words pass. */
  readonly effectivePermissions: readonly string[] | null;
}

const aGroup = aRecord<CmlLabGroup>({
  id: ["id", aText],
  name: ["name", aText],
  permission: ["permission", aText],
});

/** All but the id, which is not in every answer: who asked for a lab knows it. */
export const labFields: Fields<Omit<CmlLab, "id">> = {
  title: ["lab_title", aText],
  description: ["lab_description", aText],
  notes: ["lab_notes", aText],
  state: ["state", aText],
  ownerId: ["owner", aText],
  ownerUsername: ["owner_username", aText],
  ownerFullname: ["owner_fullname", aText],
  nodeCount: ["node_count", aNumber],
  linkCount: ["link_count", aNumber],
  createdAt: ["created", aTime],
  modifiedAt: ["modified", aTime],
  groups: ["groups", aList(aGroup)],
  effectivePermissions: ["effective_permissions", words],
};

// Both since 2.10.
const UNUSED = ["autostart", "node_staging"];

const aLabWithoutId: Kind<Omit<CmlLab, "id">> = aRecord(labFields, ["id", ...UNUSED]);

/** `GET /labs/{lab_id}`. */
export const labDetails: Operation<Omit<CmlLab, "id">> = answering("GET /labs/{lab_id}", aLabWithoutId);

/** `PATCH /labs/{lab_id}`. */
export const updateLab: Operation<Omit<CmlLab, "id">> = answering("PATCH /labs/{lab_id}", aLabWithoutId);

/** `POST /labs`. */
export const createLab: Operation<CmlLab> = answering(
  "POST /labs",
  aRecord<CmlLab>({ id: ["id", theText], ...labFields }, UNUSED),
);
