import type { Controller } from "../controller.ts";
import type { User } from "../users.ts";
import { wireTime } from "../wire-time.ts";
import type { Group } from "./group.ts";
import { associationsOf, ofGroups, ofUsers } from "./shares.ts";

/** A user by its wire names; never with the password. */
export function userView(controller: Controller, user: User): Record<string, unknown> {
  const labs = [...controller.labs.values()];
  const { id, username, admin, fullname, description, email } = user;
  return {
    id,
    username,
    admin,
    fullname,
    description,
    // The document says string; recordings have null here and in directory_dn.
    email,
    directory_dn: null,
    groups: [...controller.groups.values()].filter(({ members }) => members.has(id)).map((group) => group.id),
    associations: associationsOf(labs, ofUsers, id),
    resource_pool: user.resourcePool,
    opt_in: user.optIn,
    tour_version: user.tourVersion,
    pubkey_info: "",
    created: wireTime(user.createdMs),
    modified: wireTime(user.modifiedMs),
    labs: labs.filter(({ ownerId }) => ownerId === id).map((lab) => lab.id),
  };
}

/** A group by its wire names. */
export function groupView(controller: Controller, group: Group): Record<string, unknown> {
  const { id, name, description, members } = group;
  const associations = associationsOf(controller.labs.values(), ofGroups, id);
  return {
    id,
    name,
    description,
    members: [...members],
    // The form of before 2.9.
    labs: associations.map((lab) => ({
      id: lab.id,
      permission: lab.permissions.includes("lab_edit") ? "read_write" : "read_only",
    })),
    associations,
    created: wireTime(group.createdMs),
    modified: wireTime(group.modifiedMs),
    directory_dn: null,
    directory_exists: null,
  };
}
