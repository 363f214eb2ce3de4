import type { User } from "../users.ts";
import type { Lab } from "./lab.ts";

/** What somebody may do with a lab, in the words of the API; each one includes those before it. */
export const labPermissions = ["lab_view", "lab_exec", "lab_edit", "lab_admin"] as const;

export type LabPermission = (typeof labPermissions)[number];

/** What a user may do with a lab: owners and administrators everything, others what they were given. */
export function permissionsOn(lab: Lab, user: User): readonly LabPermission[] {
  if (user.admin || lab.ownerId === user.id) return labPermissions;
  const given = lab.sharedWith.get(user.id);
  return given === undefined ? [] : labPermissions.slice(0, labPermissions.indexOf(given) + 1);
}
