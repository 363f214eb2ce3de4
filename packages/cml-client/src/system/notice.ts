import { aFlag, anything, aText, aTime, type Kind, words } from "../answers/kinds.ts";
import { aRecord } from "../answers/record.ts";

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
  /** Ids of the groups it is for. */
  readonly groupIds: readonly string[] | null;
  /** By user id, whether the user has read it; as it came. */
  readonly acknowledged: Readonly<Record<string, unknown>> | null;
}

/** One notice, as every answer with notices has it. */
export const aNotice: Kind<CmlNotice> = aRecord<CmlNotice>({
  id: ["id", aText],
  level: ["level", aText],
  label: ["label", aText],
  content: ["content", aText],
  enabled: ["enabled", aFlag],
  activatedAt: ["activated", aTime],
  groupIds: ["groups", words],
  acknowledged: ["acknowledged", anything],
});
