import { describe } from "vitest";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";

const id = idOf(9);

const group = {
  id: idOf(6),
  name: "students",
  description: "",
  members: [id],
  labs: [],
  associations: [],
  directory_dn: null,
  directory_exists: null,
  created: "2026-05-20T12:00:00+00:00",
  modified: "2026-05-20T12:00:00+00:00",
};

const ourGroup = {
  id: idOf(6),
  name: "students",
  description: "",
  memberIds: [id],
  associations: [],
  directoryDn: null,
  directoryExists: null,
  createdAt: "2026-05-20T12:00:00.000Z",
  modifiedAt: "2026-05-20T12:00:00.000Z",
};

describe("groups", () => {
  exchanges({
    "lists them": {
      call: (cml) => cml.groups.list(),
      operation: "GET /groups",
      url: "/groups",
      answer: [group],
      gives: [ourGroup],
    },
    "reads one": {
      call: (cml) => cml.groups.get(idOf(6)),
      operation: "GET /groups/{group_id}",
      url: `/groups/${idOf(6)}`,
      answer: group,
      gives: ourGroup,
    },
    "finds an id by name": {
      call: (cml) => cml.groups.idOf("students"),
      operation: "GET /groups/{group_name}/id",
      url: "/groups/students/id",
      answer: idOf(6),
      gives: idOf(6),
    },
    "creates one": {
      call: (cml) =>
        cml.groups.create({
          name: "students",
          memberIds: [id],
          associations: [{ id: idOf(1), permissions: ["lab_exec"] }],
        }),
      operation: "POST /groups",
      url: "/groups",
      body: {
        name: "students",
        members: [id],
        associations: [{ id: idOf(1), permissions: ["lab_exec"] }],
      },
      answer: group,
      status: 201,
      gives: ourGroup,
    },
    "changes one": {
      call: (cml) => cml.groups.update(idOf(6), { memberIds: [] }),
      operation: "PATCH /groups/{group_id}",
      url: `/groups/${idOf(6)}`,
      body: { members: [] },
      answer: group,
      gives: ourGroup,
    },
    "deletes one": {
      call: (cml) => cml.groups.delete(idOf(6)),
      operation: "DELETE /groups/{group_id}",
      url: `/groups/${idOf(6)}`,
    },
  });
});
