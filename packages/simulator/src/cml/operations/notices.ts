import { z } from "zod";
import { anId } from "../accounts/bodies.ts";
import { knownGroup, knownUser } from "../accounts/known.ts";
import { CmlApiError, json, noContent } from "../answer.ts";
import type { Controller } from "../controller.ts";
import type { Call, OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { isSeenBy, type Notice, noticeView } from "../system/notices.ts";

const fields = {
  level: z.enum(["INFO", "SUCCESS", "WARNING", "ERROR"]),
  label: z.string().min(1).max(128),
  content: z.string().max(8192),
  enabled: z.boolean(),
};
const ids = z.array(anId);
const newNotice = z.strictObject({
  ...fields,
  content: fields.content.default(""),
  enabled: fields.enabled.default(false),
  groups: ids.default([]),
});
const noticeFields = z.strictObject({ ...fields, add_groups: ids, del_groups: ids }).partial();
const acknowledgement = z.strictObject({ acknowledged: z.record(anId, z.boolean()) });
const changes = z.union([acknowledgement, noticeFields]);

/** What administrators tell users, and who has read it. */
export const noticeOperations: OperationTable = {
  "GET /system/notices": {
    access: "user",
    handle({ controller, userId }) {
      const user = knownUser(controller, userId);
      const seen = [...controller.system.notices.values()].filter((one) => isSeenBy(controller, one, user));
      return json(seen.map((notice) => noticeView(controller, notice)));
    },
  },
  "POST /system/notices": {
    access: "admin",
    handle({ controller, body }) {
      const { groups, enabled, ...given } = parseBody(newNotice, body);
      for (const id of groups) knownGroup(controller, id, 400);
      const notice: Notice = {
        id: controller.newId(),
        ...given,
        activatedMs: enabled ? controller.clock() : undefined,
        groups: new Set(groups),
        acknowledgedBy: new Set(),
      };
      controller.system.notices.set(notice.id, notice);
      if (enabled) noteState(controller, notice);
      return json(noticeView(controller, notice));
    },
  },
  "GET /system/notices/{notice_id}": {
    access: "user",
    handle: (call) => json(noticeView(call.controller, seenNotice(call))),
  },
  "PATCH /system/notices/{notice_id}": {
    access: "user",
    handle(call) {
      const { controller, userId } = call;
      const notice = seenNotice(call);
      const given = parseBody(changes, call.body);
      const isAdmin = knownUser(controller, userId).admin;
      const isOwn = "acknowledged" in given && Object.keys(given.acknowledged).every((id) => id === userId);
      if (!isAdmin && !isOwn) throw new CmlApiError(403, "Access Denied");
      if ("acknowledged" in given) acknowledge(controller, notice, given.acknowledged);
      else change(controller, notice, given);
      return json(noticeView(controller, notice));
    },
  },
  "DELETE /system/notices/{notice_id}": {
    access: "admin",
    handle({ controller, path }) {
      const { system } = controller;
      const notice = knownNotice(controller, path["notice_id"] ?? "");
      system.notices.delete(notice.id);
      if (system.maintenance.noticeId === notice.id)
        system.maintenance = { ...system.maintenance, noticeId: null };
      return noContent;
    },
  },
};

/** @throws CmlApiError 404 */
export function knownNotice({ system }: Controller, id: string): Notice {
  const notice = system.notices.get(id);
  if (notice) return notice;
  throw new CmlApiError(404, `System notice not found: ${id}`);
}

/** What a user does not see is not there for that user. */
function seenNotice({ controller, path, userId }: Call): Notice {
  const notice = knownNotice(controller, path["notice_id"] ?? "");
  if (isSeenBy(controller, notice, knownUser(controller, userId))) return notice;
  throw new CmlApiError(404, `System notice not found: ${notice.id}`);
}

function acknowledge(
  controller: Controller,
  { acknowledgedBy }: Notice,
  given: Readonly<Record<string, boolean>>,
): void {
  for (const id of Object.keys(given)) knownUser(controller, id, 400);
  for (const [id, isRead] of Object.entries(given)) {
    if (isRead) acknowledgedBy.add(id);
    else acknowledgedBy.delete(id);
  }
}

function change(controller: Controller, notice: Notice, given: z.infer<typeof noticeFields>): void {
  const { add_groups: added = [], del_groups: removed = [], enabled } = given;
  for (const id of added) knownGroup(controller, id, 400);
  notice.level = given.level ?? notice.level;
  notice.label = given.label ?? notice.label;
  notice.content = given.content ?? notice.content;
  for (const id of added) notice.groups.add(id);
  for (const id of removed) notice.groups.delete(id);
  const wasEnabled = notice.activatedMs !== undefined;
  if (enabled === undefined || enabled === wasEnabled) return;
  notice.activatedMs = enabled ? controller.clock() : undefined;
  noteState(controller, notice);
}

function noteState({ news }: Controller, { id, level, activatedMs }: Notice): void {
  news.note("notice_state_change", { notice_id: id, level, enabled: activatedMs !== undefined });
}
