import { describe } from "vitest";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";

const id = idOf(7);

const notice = {
  id,
  level: "WARNING",
  label: "Tonight",
  content: "",
  enabled: true,
  activated: "2026-05-20 12:00:00",
  acknowledged: { [idOf(9)]: false },
  groups: [],
};

const ourNotice = {
  id,
  level: "WARNING",
  label: "Tonight",
  content: "",
  enabled: true,
  activatedAt: "2026-05-20T12:00:00.000Z",
  acknowledged: { [idOf(9)]: false },
  groupIds: [],
};

describe("system.notices", () => {
  exchanges({
    "lists them": {
      call: (cml) => cml.system.notices.list(),
      operation: "GET /system/notices",
      url: "/system/notices",
      answer: [notice],
      gives: [ourNotice],
    },
    "reads one": {
      call: (cml) => cml.system.notices.get(id),
      operation: "GET /system/notices/{notice_id}",
      url: `/system/notices/${id}`,
      answer: notice,
      gives: ourNotice,
    },
    "creates one": {
      call: (cml) => cml.system.notices.create({ level: "WARNING", label: "Tonight", groupIds: [idOf(6)] }),
      operation: "POST /system/notices",
      url: "/system/notices",
      body: { level: "WARNING", label: "Tonight", groups: [idOf(6)] },
      answer: notice,
      gives: ourNotice,
    },
    "changes one": {
      call: (cml) => cml.system.notices.update(id, { enabled: false, removeGroupIds: [idOf(6)] }),
      operation: "PATCH /system/notices/{notice_id}",
      url: `/system/notices/${id}`,
      body: { enabled: false, del_groups: [idOf(6)] },
      answer: notice,
      gives: ourNotice,
    },
    "notes who has read one": {
      call: (cml) => cml.system.notices.acknowledge(id, { [idOf(9)]: true }),
      operation: "PATCH /system/notices/{notice_id}",
      url: `/system/notices/${id}`,
      body: { acknowledged: { [idOf(9)]: true } },
      answer: notice,
      gives: ourNotice,
    },
    "deletes one": {
      call: (cml) => cml.system.notices.delete(id),
      operation: "DELETE /system/notices/{notice_id}",
      url: `/system/notices/${id}`,
    },
  });
});
