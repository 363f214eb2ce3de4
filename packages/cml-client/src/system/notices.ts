import { wholeList } from "../answers/kinds.ts";
import { type WireNames, written } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import { aNotice, type CmlNotice } from "./notice.ts";

/** What is changed of a notice: what is left out stays as it is. */
export interface CmlNoticeSettings {
  readonly level?: "INFO" | "SUCCESS" | "WARNING" | "ERROR";
  /** 1 to 128 characters. */
  readonly label?: string;
  /** Up to 8,192 characters. */
  readonly content?: string;
  /** Whether users see it. @defaultValue false */
  readonly enabled?: boolean;
}

/** A notice as it is to be. */
export interface CmlNewNotice extends CmlNoticeSettings {
  readonly level: "INFO" | "SUCCESS" | "WARNING" | "ERROR";
  readonly label: string;
  /** Ids of the groups it is for. @defaultValue everybody */
  readonly groupIds?: readonly string[];
}

/** What is changed of a notice, and of whom it is for. */
export interface CmlNoticeChanges extends CmlNoticeSettings {
  readonly addGroupIds?: readonly string[];
  readonly removeGroupIds?: readonly string[];
}

/** Messages of the operators to the users. */
export interface CmlNotices {
  list(options?: CmlCallOptions): Promise<CmlNotice[]>;
  /** One notice. @throws CmlError `not_found` */
  get(id: string, options?: CmlCallOptions): Promise<CmlNotice>;
  create(notice: CmlNewNotice, options?: CmlCallOptions): Promise<CmlNotice>;
  /** Changes what is given. */
  update(id: string, changes: CmlNoticeChanges, options?: CmlCallOptions): Promise<CmlNotice>;
  /** Notes by user id who has read it. */
  acknowledge(
    id: string,
    readBy: Readonly<Record<string, boolean>>,
    options?: CmlCallOptions,
  ): Promise<CmlNotice>;
  delete(id: string, options?: CmlCallOptions): Promise<void>;
}

const names: WireNames<CmlNoticeChanges & CmlNewNotice> = {
  level: ["level"],
  label: ["label"],
  content: ["content"],
  enabled: ["enabled"],
  groupIds: ["groups"],
  addGroupIds: ["add_groups"],
  removeGroupIds: ["del_groups"],
};
const list = answering("GET /system/notices", wholeList(aNotice));
const get = answering("GET /system/notices/{notice_id}", aNotice);
const create = answering("POST /system/notices", aNotice);
const update = answering("PATCH /system/notices/{notice_id}", aNotice);
const remove = doing("DELETE /system/notices/{notice_id}");

export function createNotices(call: Call): CmlNotices {
  const on = (id: string, options: CmlCallOptions = {}) => ({ ...options, path: { notice_id: id } });
  return {
    list: (options) => call(list, options),
    get: (id, options) => call(get, on(id, options)),
    create: (notice, options) => call(create, { ...options, body: written<CmlNewNotice>(names, notice) }),
    update: (id, changes, options) =>
      call(update, { ...on(id, options), body: written<CmlNoticeChanges>(names, changes) }),
    acknowledge: (id, readBy, options) =>
      call(update, { ...on(id, options), body: { acknowledged: readBy } }),
    delete: (id, options) => call(remove, on(id, options)),
  };
}
