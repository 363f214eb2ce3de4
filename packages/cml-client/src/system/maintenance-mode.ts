import { z } from "zod";
import { flag, ignored, text, time } from "../answers/fields.ts";
import { answerReader } from "../answers/read-answer.ts";
import { type Operation, operation } from "../transport/operation.ts";

/** A message of the operators to the users. `null` is unknown. */
export interface CmlNotice {
  readonly id: string | null;
  /** `INFO`, `SUCCESS`, `WARNING` or `ERROR`; other words pass. */
  readonly level: string | null;
  readonly label: string | null;
  readonly content: string | null;
  readonly enabled: boolean | null;
  /** ISO 8601 in UTC. */
  readonly activatedAt: string | null;
}

/** Whether a controller turns ordinary users away. `null` is unknown. */
export interface CmlMaintenanceMode {
  readonly maintenanceMode: boolean | null;
  readonly noticeId: string | null;
  /** The notice shown meanwhile; `null` when there is none. */
  readonly notice: CmlNotice | null;
}

const noticeSchema = () =>
  z.object({
    id: text(),
    level: text(),
    label: text(),
    content: text(),
    enabled: flag(),
    activated: time(),
    acknowledged: ignored(),
    groups: ignored(),
  });

/** `GET /system/maintenance_mode`, open to anyone. */
export const maintenanceMode: Operation<CmlMaintenanceMode> = operation(
  "GET /system/maintenance_mode",
  answerReader(
    () => z.object({ maintenance_mode: flag(), notice: text(), resolved_notice: noticeSchema().nullish() }),
    (wire): CmlMaintenanceMode => ({
      maintenanceMode: wire.maintenance_mode ?? null,
      noticeId: wire.notice ?? null,
      notice: wire.resolved_notice ? noticeOf(wire.resolved_notice) : null,
    }),
  ),
);

function noticeOf(wire: z.infer<ReturnType<typeof noticeSchema>>): CmlNotice {
  return {
    id: wire.id ?? null,
    level: wire.level ?? null,
    label: wire.label ?? null,
    content: wire.content ?? null,
    enabled: wire.enabled ?? null,
    activatedAt: wire.activated ?? null,
  };
}
