import { json } from "../answer.ts";
import type { OperationTable } from "../operation.ts";

/** Accounts. */
export const userOperations: OperationTable = {
  "GET /users": {
    access: "user",
    handle({ controller }) {
      const created = `${new Date(controller.installedMs).toISOString().slice(0, 19)}+00:00`;
      const labs = [...controller.labs.values()];
      return json(
        controller.users.map(({ id, username, admin }) => ({
          id,
          username,
          admin,
          fullname: "",
          description: "",
          // The document says string; recordings have null here and in directory_dn.
          email: null,
          directory_dn: null,
          groups: [],
          associations: [],
          resource_pool: null,
          opt_in: false,
          tour_version: "",
          pubkey_info: "",
          created,
          modified: created,
          labs: labs.filter(({ ownerId }) => ownerId === id).map((lab) => lab.id),
        })),
      );
    },
  },
};
