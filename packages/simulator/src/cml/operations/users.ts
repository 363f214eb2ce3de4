import { userView } from "../accounts/account-views.ts";
import { newUser, userChanges } from "../accounts/bodies.ts";
import { changeUser, checkMayChange } from "../accounts/change-user.ts";
import { knownUser } from "../accounts/known.ts";
import { removeUser } from "../accounts/remove-user.ts";
import { CmlApiError, json, noContent } from "../answer.ts";
import type { OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { plainUser, type User } from "../users.ts";

/** Accounts. */
export const userOperations: OperationTable = {
  "GET /users": {
    access: "user",
    handle: ({ controller }) => json(controller.users.map((user) => userView(controller, user))),
  },
  "POST /users": {
    access: "admin",
    handle({ controller, body, userId }) {
      const { password, ...fields } = parseBody(newUser, body);
      const nowMs = controller.clock();
      const user: User = {
        ...plainUser({ id: controller.newId(), username: fields.username, password }),
        createdMs: nowMs,
        modifiedMs: nowMs,
      };
      changeUser(controller, user, fields, knownUser(controller, userId));
      controller.users.push(user);
      controller.news.note("user_group", { user_id: user.id, action: "created" });
      return json(userView(controller, user), 201);
    },
  },
  "GET /users/{user_id}": {
    access: "user",
    handle: ({ controller, path }) =>
      json(userView(controller, knownUser(controller, path["user_id"] ?? ""))),
  },
  "PATCH /users/{user_id}": {
    access: "user",
    handle({ controller, path, body, userId }) {
      const user = knownUser(controller, path["user_id"] ?? "");
      const caller = knownUser(controller, userId);
      const changes = parseBody(userChanges, body);
      checkMayChange(caller, user, changes);
      changeUser(controller, user, changes, caller);
      controller.news.note("user_group", { user_id: user.id, action: "modified" });
      return json(userView(controller, user));
    },
  },
  "DELETE /users/{user_id}": {
    access: "admin",
    handle({ controller, path, userId }) {
      const user = knownUser(controller, path["user_id"] ?? "");
      removeUser(controller, user, knownUser(controller, userId));
      controller.news.note("user_group", { user_id: user.id, action: "deleted" });
      return noContent;
    },
  },
  "GET /users/{user_id}/groups": {
    access: "user",
    handle({ controller, path, userId }) {
      const user = knownUser(controller, path["user_id"] ?? "");
      if (user.id !== userId && !knownUser(controller, userId).admin)
        throw new CmlApiError(403, "Access Denied");
      return json(userView(controller, user)["groups"]);
    },
  },
  "GET /users/{username}/id": {
    access: "user",
    handle({ controller, path: { username = "" } }) {
      const user = controller.users.find((candidate) => candidate.username === username);
      if (user) return json(user.id);
      throw new CmlApiError(404, `User does not exist: ${username}.`);
    },
  },
};
