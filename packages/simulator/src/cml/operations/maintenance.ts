import { z } from "zod";
import { anId } from "../accounts/bodies.ts";
import { type Answer, json } from "../answer.ts";
import type { Controller } from "../controller.ts";
import type { OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { noticeView } from "../system/notices.ts";
import { knownNotice } from "./notices.ts";

const changes = z.strictObject({ maintenance_mode: z.boolean(), notice: anId.nullable() }).partial();

/** Keeping everybody but administrators out. */
export const maintenanceOperations: OperationTable = {
  "GET /system/maintenance_mode": {
    access: "public",
    handle: ({ controller }) => maintenance(controller),
  },
  "PATCH /system/maintenance_mode": {
    access: "admin",
    handle({ controller, body }) {
      const { system, news } = controller;
      const { on, noticeId } = system.maintenance;
      const given = parseBody(changes, body);
      if (given.notice) knownNotice(controller, given.notice);
      const isOn = given.maintenance_mode ?? on;
      system.maintenance = { on: isOn, noticeId: given.notice === undefined ? noticeId : given.notice };
      if (isOn !== on) news.note("maintenance_state_change", { maintenance_mode: isOn });
      return maintenance(controller);
    },
  },
};

function maintenance(controller: Controller): Answer {
  const { on, noticeId } = controller.system.maintenance;
  const notice = controller.system.notices.get(noticeId ?? "");
  return json({
    maintenance_mode: on,
    notice: noticeId,
    resolved_notice: notice ? noticeView(controller, notice) : null,
  });
}
