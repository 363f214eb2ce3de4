import type { User } from "../users.ts";
import type { Lab } from "./lab.ts";

/** What somebody may do with a lab, in the words of the API; each one includes those before it. */
export const labPermissions = ["lab_view", "lab_exec", "lab_edit", "lab_admin"] as const;

export type LabPermission = (typeof labPermissions)[number];

/** Who is in the groups of a controller, by their ids. */
export type Memberships = ReadonlyMap<string, { readonly members: ReadonlySet<string> }>;

/** What a user may do with a lab: owners and administrators everything, others what they or their groups were given. */
export function permissionsOn(lab: Lab, user: User, groups: Memberships): readonly LabPermission[] {
  if (user.admin || lab.ownerId === user.id) return labPermissions;
  const ofGroups = [...lab.groups].flatMap(([id, most]) =>
    groups.get(id)?.members.has(user.id) ? most : [],
  );
  const own = lab.sharedWith.get(user.id);
  return upTo(strongest(own === undefined ? ofGroups : [own, ...ofGroups]));
}

/** A permission with those it includes. */
export function upTo(most: LabPermission | undefined): readonly LabPermission[] {
  return most === undefined ? [] : labPermissions.slice(0, labPermissions.indexOf(most) + 1);
}

/** The one that includes the others; `undefined` when there is none. */
export function strongest(permissions: readonly LabPermission[]): LabPermission | undefined {
  return labPermissions.findLast((permission) => permissions.includes(permission));
}
