import { CmlApiError } from "../answer.ts";
import type { Controller } from "../controller.ts";
import { builtInAdminId, type User } from "../users.ts";

/**
 * Takes an account away, and all that refers to it. Its labs stay, and go to the administrator who took it away: the
 * document does not say what becomes of them, so nothing is lost.
 *
 * @throws CmlApiError 403 for the built-in administrator and for oneself
 */
export function removeUser({ users, labs, groups, system, tokens }: Controller, user: User, by: User): void {
  if (user.id === builtInAdminId || user.id === by.id)
    throw new CmlApiError(403, "Access Denied: this user cannot be deleted.");
  users.splice(users.indexOf(user), 1);
  tokens.revokeAllOf(user.id);
  for (const lab of labs.values()) {
    lab.sharedWith.delete(user.id);
    if (lab.ownerId === user.id) lab.ownerId = by.id;
  }
  for (const { members } of groups.values()) members.delete(user.id);
  for (const { acknowledgedBy } of system.notices.values()) acknowledgedBy.delete(user.id);
}
