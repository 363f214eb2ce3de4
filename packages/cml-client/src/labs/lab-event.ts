import { anything, aText, aTime, type Kind } from "../answers/kinds.ts";
import { aRecord } from "../answers/record.ts";

/** Something that happened in a lab. `null` is unknown. */
export interface CmlLabEvent {
  readonly labId: string | null;
  /** `CREATED`, `MODIFIED`, `DELETED` or `state`; other words pass. */
  readonly event: string | null;
  /** `Lab`, `Node`, `Link`, `Interface`, `Annotation`, `ConnectorMapping` or `SmartAnnotation`; other words pass. */
  readonly elementType: string | null;
  readonly elementId: string | null;
  /** As it came, with the names of the API. */
  readonly data: Readonly<Record<string, unknown>> | null;
  /** What was there before, as it came. */
  readonly previous: Readonly<Record<string, unknown>> | null;
  /** ISO 8601 in UTC. */
  readonly at: string | null;
}

/** One of `GET /labs/{lab_id}/events`. */
export const aLabEvent: Kind<CmlLabEvent> = aRecord<CmlLabEvent>({
  labId: ["lab_id", aText],
  event: ["event", aText],
  elementType: ["element_type", aText],
  elementId: ["element_id", aText],
  data: ["data", anything],
  previous: ["previous", anything],
  at: ["timestamp", aTime],
});
