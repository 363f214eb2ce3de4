import type { Controller } from "../controller.ts";
import type { User } from "../users.ts";
import { wireTime } from "../wire-time.ts";

export type NoticeLevel = "INFO" | "SUCCESS" | "WARNING" | "ERROR";

/** Something administrators tell users. */
export interface Notice {
  readonly id: string;
  level: NoticeLevel;
  label: string;
  content: string;
  /** Since when it is shown; `undefined` while it is not. */
  activatedMs: number | undefined;
  /** Ids of the groups it is for; for everybody without one. */
  readonly groups: Set<string>;
  /** Ids of users. */
  readonly acknowledgedBy: Set<string>;
}

/** A notice by its wire names. */
export function noticeView(controller: Controller, notice: Notice): Record<string, unknown> {
  const { id, level, label, content, activatedMs, groups, acknowledgedBy } = notice;
  return {
    id,
    level,
    label,
    content,
    enabled: activatedMs !== undefined,
    activated: activatedMs === undefined ? null : wireTime(activatedMs),
    acknowledged: Object.fromEntries(
      controller.users
        .filter((user) => isFor(controller, notice, user))
        .map((user) => [user.id, acknowledgedBy.has(user.id)]),
    ),
    groups: [...groups],
  };
}

/** Whether a user is among those it is for. */
export function isFor({ groups }: Pick<Controller, "groups">, notice: Notice, user: User): boolean {
  if (notice.groups.size === 0) return true;
  return [...notice.groups].some((id) => groups.get(id)?.members.has(user.id));
}

/** Whether a user sees it: administrators see those as well that are not shown. */
export function isSeenBy(controller: Pick<Controller, "groups">, notice: Notice, user: User): boolean {
  return user.admin || (notice.activatedMs !== undefined && isFor(controller, notice, user));
}
