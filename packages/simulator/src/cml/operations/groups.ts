import { groupView } from "../accounts/account-views.ts";
import { groupChanges, newGroup } from "../accounts/bodies.ts";
import { changeGroup } from "../accounts/change-group.ts";
import type { Group } from "../accounts/group.ts";
import { knownGroup, knownUser } from "../accounts/known.ts";
import { associationsOf, ofGroups } from "../accounts/shares.ts";
import { CmlApiError, json, noContent } from "../answer.ts";
import type { Call, OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";

/** Groups of users. */
export const groupOperations: OperationTable = {
  "GET /groups": {
    access: "user",
    handle: ({ controller }) =>
      json([...controller.groups.values()].map((group) => groupView(controller, group))),
  },
  "POST /groups": {
    access: "admin",
    handle({ controller, body }) {
      const given = parseBody(newGroup, body);
      const nowMs = controller.clock();
      const group: Group = {
        id: controller.newId(),
        name: given.name,
        description: "",
        members: new Set(),
        createdMs: nowMs,
        modifiedMs: nowMs,
      };
      changeGroup(controller, group, given);
      controller.groups.set(group.id, group);
      controller.news.note("user_group", { group_id: group.id, action: "created" });
      return json(groupView(controller, group), 201);
    },
  },
  "GET /groups/{group_id}": {
    access: "user",
    handle: (call) => json(groupView(call.controller, readableGroup(call))),
  },
  "PATCH /groups/{group_id}": {
    access: "admin",
    handle({ controller, path, body }) {
      const group = knownGroup(controller, path["group_id"] ?? "");
      changeGroup(controller, group, parseBody(groupChanges, body));
      controller.news.note("user_group", { group_id: group.id, action: "modified" });
      return json(groupView(controller, group));
    },
  },
  "DELETE /groups/{group_id}": {
    access: "admin",
    handle({ controller, path }) {
      const { id } = knownGroup(controller, path["group_id"] ?? "");
      controller.groups.delete(id);
      for (const lab of controller.labs.values()) lab.groups.delete(id);
      for (const { groups } of controller.system.notices.values()) groups.delete(id);
      controller.news.note("user_group", { group_id: id, action: "deleted" });
      return noContent;
    },
  },
  "GET /groups/{group_id}/members": {
    access: "user",
    handle: (call) => json([...readableGroup(call).members]),
  },
  "GET /groups/{group_id}/labs": {
    access: "user",
    handle(call) {
      const { id } = readableGroup(call);
      return json(associationsOf(call.controller.labs.values(), ofGroups, id).map((lab) => lab.id));
    },
  },
  "GET /groups/{group_name}/id": {
    access: "user",
    handle({ controller, path: { group_name: name = "" } }) {
      const group = [...controller.groups.values()].find((candidate) => candidate.name === name);
      if (group) return json(group.id);
      throw new CmlApiError(404, `Group does not exist: ${name}.`);
    },
  },
};

/** Of a group only members and administrators learn more than that it exists. */
function readableGroup({ controller, path, userId }: Call): Group {
  const group = knownGroup(controller, path["group_id"] ?? "");
  if (group.members.has(userId) || knownUser(controller, userId).admin) return group;
  throw new CmlApiError(403, "Access Denied");
}
