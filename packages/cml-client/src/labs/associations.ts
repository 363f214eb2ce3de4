import { aList, type Kind, orNone, theText, words } from "../answers/kinds.ts";
import { aRecord } from "../answers/record.ts";

/** Each includes those before it. Words that are new pass when they are read, and are refused when they are sent. */
export type CmlLabPermission = "lab_view" | "lab_exec" | "lab_edit" | "lab_admin" | (string & {});

/** What may be done with a lab: by the user or group with this id, or, seen from one of them, with the lab of this id. */
export interface CmlLabAssociation {
  readonly id: string;
  readonly permissions: readonly CmlLabPermission[];
}

/** With whom a lab is shared. */
export interface CmlLabAssociations {
  readonly groups: readonly CmlLabAssociation[];
  readonly users: readonly CmlLabAssociation[];
}

/** With whom a lab is to be shared. What is left out stays as it is. */
export type CmlLabSharing = Partial<CmlLabAssociations>;

/** A list of associations; `null` is unknown. */
export const associations: Kind<readonly CmlLabAssociation[] | null> = aList(
  aRecord<CmlLabAssociation>({ id: ["id", theText], permissions: ["permissions", orNone(words)] }),
);

/** What `GET` and `PATCH /labs/{lab_id}/associations` answer. */
export const labAssociations: Kind<CmlLabAssociations> = aRecord<CmlLabAssociations>({
  groups: ["groups", orNone(associations)],
  users: ["users", orNone(associations)],
});
