import { aFlag, aText, maybe } from "../answers/kinds.ts";
import { aRecord, type WireNames } from "../answers/record.ts";
import { answering } from "../transport/answers.ts";
import type { Operation } from "../transport/operation.ts";
import { aNotice, type CmlNotice } from "./notice.ts";

/** Whether a controller turns ordinary users away. `null` is unknown. */
export interface CmlMaintenanceMode {
  readonly maintenanceMode: boolean | null;
  readonly noticeId: string | null;
  /** The notice shown meanwhile; `null` when there is none. */
  readonly notice: CmlNotice | null;
}

/** What is changed of it: what is left out stays as it is. */
export interface CmlMaintenanceSettings {
  readonly maintenanceMode?: boolean;
  /** Of the notice to show meanwhile; `null` for none. */
  readonly noticeId?: string | null;
}

export const maintenanceNames: WireNames<CmlMaintenanceSettings> = {
  maintenanceMode: ["maintenance_mode"],
  noticeId: ["notice"],
};

const mode = aRecord<CmlMaintenanceMode>({
  maintenanceMode: ["maintenance_mode", aFlag],
  noticeId: ["notice", aText],
  notice: ["resolved_notice", maybe(aNotice)],
});

/** `GET /system/maintenance_mode`, open to anyone. */
export const maintenanceMode: Operation<CmlMaintenanceMode> = answering("GET /system/maintenance_mode", mode);

/** `PATCH /system/maintenance_mode`. */
export const setMaintenanceMode: Operation<CmlMaintenanceMode> = answering(
  "PATCH /system/maintenance_mode",
  mode,
);
