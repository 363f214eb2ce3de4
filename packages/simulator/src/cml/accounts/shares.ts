import type { Lab } from "../labs/lab.ts";
import { type LabPermission, strongest, upTo } from "../labs/permissions.ts";

/** What a lab is to a user or a group, by its wire names. */
export interface Association {
  readonly id: string;
  readonly permissions: readonly LabPermission[];
}

/** The shares of groups in a lab. */
export const ofGroups = (lab: Lab): Map<string, LabPermission> => lab.groups;
/** The shares of users in a lab. */
export const ofUsers = (lab: Lab): Map<string, LabPermission> => lab.sharedWith;

/** The labs that somebody has a share in. */
export function associationsOf(
  labs: Iterable<Lab>,
  sharesOf: (lab: Lab) => ReadonlyMap<string, LabPermission>,
  holder: string,
): Association[] {
  return [...labs].flatMap((lab) => {
    const most = sharesOf(lab).get(holder);
    return most === undefined ? [] : [{ id: lab.id, permissions: upTo(most) }];
  });
}

/** Replaces all shares of a holder by these. */
export function setAssociations(
  labs: Iterable<Lab>,
  sharesOf: (lab: Lab) => Map<string, LabPermission>,
  holder: string,
  associations: readonly Association[],
): void {
  const wanted = new Map(associations.map(({ id, permissions }) => [id, strongest(permissions)]));
  for (const lab of labs) {
    const permission = wanted.get(lab.id);
    if (permission === undefined) sharesOf(lab).delete(holder);
    else sharesOf(lab).set(holder, permission);
  }
}
