import { CmlApiError, json, noContent } from "../answer.ts";
import type { OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { askDirectory, authConfig, authTest } from "../system/directory.ts";

/** Whether people are known by accounts of the controller, or by a directory (LDAP). */
export const directoryOperations: OperationTable = {
  "GET /system/auth/config": {
    access: "admin",
    handle({ controller }) {
      const { manager_password: _neverShown, ...config } = controller.system.authentication;
      return json(config);
    },
  },
  "PATCH /system/auth/config": {
    access: "admin",
    handle({ controller: { system }, body }) {
      system.authentication = { ...system.authentication, ...parseBody(authConfig, body) };
      return noContent;
    },
  },
  "PUT /system/auth/config": {
    access: "admin",
    handle({ controller: { system }, body }) {
      system.authentication = parseBody(authConfig, body);
      return noContent;
    },
  },
  "POST /system/auth/test": {
    access: "admin",
    handle({ controller, body }) {
      const given = parseBody(authTest, body);
      if (given["auth-config"].method === "local")
        throw new CmlApiError(400, "Only the method ldap can be tested.");
      return json(askDirectory(controller, given));
    },
  },
  "GET /system/auth/groups": {
    access: "admin",
    // Filters are the directory's own language: all of its groups answer.
    handle: ({ controller }) => json([...controller.groups.values()].map(({ name }) => name)),
  },
  "PUT /system/auth/refresh": { access: "admin", handle: () => noContent },
};
