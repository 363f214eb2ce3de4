import { CmlApiError } from "../answer.ts";
import type { Controller } from "../controller.ts";
import { builtInAdminId, type User } from "../users.ts";
import type { UserChanges } from "./bodies.ts";
import { knownGroup, knownLabs, knownPool } from "./known.ts";
import { ofUsers, setAssociations } from "./shares.ts";

/** What people may change of themselves. The document does not list it: an assumption. */
const own = new Set(["fullname", "description", "email", "opt_in", "tour_version", "pubkey", "password"]);

/** @throws CmlApiError 403 when the caller may not change this of that user. */
export function checkMayChange(caller: User, user: User, changes: UserChanges): void {
  if (!caller.admin && (caller.id !== user.id || Object.keys(changes).some((name) => !own.has(name))))
    throw new CmlApiError(403, "User does not have required access: invalid permission.");
  if (user.id === builtInAdminId && changes.admin === false)
    throw new CmlApiError(403, "Access Denied: the built-in administrator stays one.");
}

/** Changes a user, or nothing at all. @throws CmlApiError 400 or 403 */
export function changeUser(controller: Controller, user: User, changes: UserChanges, by: User): void {
  const { groups, associations, password, pubkey } = changes;
  checkName(controller, user, changes.username);
  // Keys cannot be set while system_information says allow_ssh_pubkey_auth: false.
  if (pubkey) throw new CmlApiError(400, "SSH public key authentication is not enabled.");
  for (const id of groups ?? []) knownGroup(controller, id, 400);
  knownLabs(controller, associations ?? []);
  if (changes.resource_pool) knownPool(controller, changes.resource_pool, 400);
  // Administrators may say anything for the old one, or nothing.
  if (password && !by.admin && password.old_password !== user.password)
    throw new CmlApiError(403, "The old password is not right.");

  if (password) user.password = password.new_password;
  applyFields(user, changes);
  user.modifiedMs = controller.clock();
  if (groups) setGroups(controller, user.id, groups);
  if (associations) setAssociations(controller.labs.values(), ofUsers, user.id, associations);
}

function applyFields(user: User, changes: UserChanges): void {
  user.username = changes.username ?? user.username;
  user.fullname = changes.fullname ?? user.fullname;
  user.description = changes.description ?? user.description;
  user.email = changes.email ?? user.email;
  user.admin = changes.admin ?? user.admin;
  user.tourVersion = changes.tour_version ?? user.tourVersion;
  if (changes.resource_pool !== undefined) user.resourcePool = changes.resource_pool;
  if (changes.opt_in !== undefined) user.optIn = changes.opt_in;
}

function setGroups({ groups, clock }: Controller, userId: string, wanted: readonly string[]): void {
  for (const group of groups.values()) {
    const isWanted = wanted.includes(group.id);
    if (group.members.has(userId) === isWanted) continue;
    if (isWanted) group.members.add(userId);
    else group.members.delete(userId);
    group.modifiedMs = clock();
  }
}

/** The document declares no status for a name that is taken; 400 is what it declares for groups. */
function checkName({ users }: Controller, user: User, username: string | undefined): void {
  if (username !== undefined && users.some((other) => other !== user && other.username === username))
    throw new CmlApiError(400, `User already exists: ${username}.`);
}
