import { describe } from "vitest";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";

const id = idOf(9);

const user = {
  id,
  username: "ann",
  fullname: "Ann",
  description: "",
  // Both are null for local users, whatever the document says.
  email: null,
  directory_dn: null,
  admin: false,
  groups: [idOf(6)],
  associations: [{ id: idOf(1), permissions: ["lab_view"] }],
  labs: [],
  resource_pool: null,
  opt_in: null,
  tour_version: "",
  pubkey_info: null,
  created: "2026-05-20T12:00:00+00:00",
  modified: "2026-05-20T12:00:00+00:00",
};

const ourUser = {
  id,
  username: "ann",
  fullname: "Ann",
  description: "",
  email: null,
  directoryDn: null,
  isAdmin: false,
  groupIds: [idOf(6)],
  associations: [{ id: idOf(1), permissions: ["lab_view"] }],
  labIds: [],
  resourcePoolId: null,
  optIn: "unset",
  tourVersion: "",
  pubkeyInfo: null,
  createdAt: "2026-05-20T12:00:00.000Z",
  modifiedAt: "2026-05-20T12:00:00.000Z",
};

describe("users", () => {
  exchanges({
    "lists users, and reads their choice in all its forms": {
      call: (cml) => cml.users.list(),
      operation: "GET /users",
      url: "/users",
      answer: [null, true, false, "accepted", undefined].map((opt_in) => ({ ...user, opt_in })),
      gives: ["unset", "accepted", "declined", "accepted", null].map((optIn) => ({ ...ourUser, optIn })),
    },
    "reads one": {
      call: (cml) => cml.users.get(id),
      operation: "GET /users/{user_id}",
      url: `/users/${id}`,
      answer: user,
      gives: ourUser,
    },
    "finds an id by name": {
      call: (cml) => cml.users.idOf("ann/b"),
      operation: "GET /users/{username}/id",
      url: "/users/ann%2Fb/id",
      answer: id,
      gives: id,
    },
    "creates one": {
      call: (cml) =>
        cml.users.create({
          username: "ann",
          password: "pw",
          isAdmin: false,
          groupIds: [],
          optIn: "declined",
        }),
      operation: "POST /users",
      url: "/users",
      body: { username: "ann", password: "pw", admin: false, groups: [], opt_in: false },
      answer: user,
      status: 201,
      gives: ourUser,
    },
    "changes one, and the password": {
      call: (cml) =>
        cml.users.update(id, {
          fullname: "Ann",
          resourcePoolId: null,
          password: { newPassword: "new", oldPassword: "old" },
        }),
      operation: "PATCH /users/{user_id}",
      url: `/users/${id}`,
      body: {
        fullname: "Ann",
        resource_pool: null,
        password: { new_password: "new", old_password: "old" },
      },
      answer: user,
      gives: ourUser,
    },
    "deletes one, with either of the documented answers": {
      call: (cml) => cml.users.delete(id),
      operation: "DELETE /users/{user_id}",
      url: `/users/${id}`,
      answer: null,
    },
    "lists the groups of one": {
      call: (cml) => cml.users.groups(id),
      operation: "GET /users/{user_id}/groups",
      url: `/users/${id}/groups`,
      answer: [idOf(6)],
      gives: [idOf(6)],
    },
  });
});
