import { z } from "zod";
import { CmlApiError } from "../answer.ts";
import type { Controller } from "../controller.ts";
import type { Lab } from "./lab.ts";
import { type LabPermission, labPermissions, permissionsOn, strongest, upTo } from "./permissions.ts";

const uuid = z.string().regex(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
const share = z.strictObject({ id: uuid, permissions: z.array(z.enum(labPermissions)) });

/** Whom a lab is shared with, by its wire names. */
export const associationsBody = z.strictObject({ groups: z.array(share), users: z.array(share) }).partial();

/** The same for groups, in the words of before 2.9. */
export const labGroupsBody = z.array(
  z.strictObject({
    id: uuid,
    permission: z.enum(["read_only", "read_write"]),
    name: z.string().optional(),
  }),
);

type Shares = z.infer<typeof associationsBody>;

/** What the two permissions of before 2.9 became is an assumption. */
const becomes = { read_only: "lab_view", read_write: "lab_edit" } as const;

/** Groups in the words of before 2.9, in those of now. */
export function groupShares(given: z.infer<typeof labGroupsBody>): NonNullable<Shares["groups"]> {
  return given.map(({ id, permission }) => ({ id, permissions: [becomes[permission]] }));
}

/** @throws CmlApiError 404 in the recorded words when a group or a user is not there */
export function checkSharers({ groups, users }: Controller, shares: Shares): void {
  for (const { id } of shares.groups ?? [])
    if (!groups.has(id)) throw new CmlApiError(404, `Group does not exist: ${id}.`);
  for (const { id } of shares.users ?? [])
    if (!users.some((user) => user.id === id)) throw new CmlApiError(404, `User does not exist: ${id}.`);
}

/**
 * Shares a lab with exactly these users and groups. That a list which is given takes the place of the one before, and
 * one which is not given changes nothing, is an assumption.
 */
export function shareWith(lab: Lab, { groups, users }: Shares): void {
  if (groups) replace(lab.groups, groups);
  if (users) replace(lab.sharedWith, users);
}

function replace(shares: Map<string, LabPermission>, given: NonNullable<Shares["users"]>): void {
  shares.clear();
  for (const { id, permissions } of given) {
    const most = strongest(permissions);
    if (most !== undefined) shares.set(id, most);
  }
}

/** Whom a lab is shared with, by its wire names. */
export function associationViews({ groups, sharedWith }: Lab): Record<string, unknown> {
  const views = (shares: ReadonlyMap<string, LabPermission>) =>
    [...shares].map(([id, most]) => ({ id, permissions: upTo(most) }));
  return { groups: views(groups), users: views(sharedWith) };
}

/** @throws CmlApiError 403 when somebody may not say who sees a lab, or gives it to a group of others */
export function checkMayShare(controller: Controller, lab: Lab, userId: string, shares: Shares): void {
  const user = controller.users.find(({ id }) => id === userId);
  const mayShare = user && permissionsOn(lab, user, controller.groups).includes("lab_admin");
  const isOutside = ({ id }: { readonly id: string }): boolean =>
    !lab.groups.has(id) && !controller.groups.get(id)?.members.has(userId);
  if (!mayShare || (!user.admin && shares.groups?.some(isOutside)))
    throw new CmlApiError(403, "User does not have required access: invalid permission.");
}
