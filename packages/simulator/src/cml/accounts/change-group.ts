import { CmlApiError } from "../answer.ts";
import type { Controller } from "../controller.ts";
import type { GroupChanges } from "./bodies.ts";
import type { Group } from "./group.ts";
import { knownLabs, knownUser } from "./known.ts";
import { type Association, ofGroups, setAssociations } from "./shares.ts";

/** Changes a group, or nothing at all. @throws CmlApiError 400 */
export function changeGroup(controller: Controller, group: Group, changes: GroupChanges): void {
  const { name, description, members } = changes;
  const taken = [...controller.groups.values()].some((other) => other !== group && other.name === name);
  if (taken) throw new CmlApiError(400, `Group already exists: ${name}.`);
  for (const id of members ?? []) knownUser(controller, id, 400);
  const associations = associationsIn(changes);
  knownLabs(controller, associations ?? []);

  group.name = name ?? group.name;
  group.description = description ?? group.description;
  group.modifiedMs = controller.clock();
  if (members) {
    group.members.clear();
    for (const id of members) group.members.add(id);
  }
  if (associations) setAssociations(controller.labs.values(), ofGroups, group.id, associations);
}

/** What the two permissions of before 2.9 became is an assumption. */
const becomes = { read_only: "lab_view", read_write: "lab_edit" } as const;

function associationsIn(changes: GroupChanges): readonly Association[] | undefined {
  if ("associations" in changes) return changes.associations;
  if (!("labs" in changes)) return undefined;
  return changes.labs?.map(({ id, permission }) => ({ id, permissions: [becomes[permission]] }));
}
