import { abridge } from "./abridge.ts";

/** The kinds of elements, in the controller's words: its document has the names of the enumeration instead. */
export type ElementKind =
  | "Lab"
  | "Node"
  | "Link"
  | "Interface"
  | "Annotation"
  | "ConnectorMapping"
  | "SmartAnnotation";

/** Something that happened to a lab or an element of it. */
export interface LabEvent {
  readonly event: "CREATED" | "DELETED" | "MODIFIED" | "state";
  readonly kind: ElementKind;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** What was there before, as far as it changed. */
  readonly previous: Readonly<Record<string, unknown>>;
  readonly atMs: number;
}

export interface LabHistory {
  note(event: LabEvent): void;
  /** Oldest first. */
  events(): readonly LabEvent[];
}

/** Controllers keep no more, and forget a twentieth at once. */
const mostEvents = 10_000;
/**
 * A configuration has up to 20 MB, and stands in an event twice: what is kept of each half, and of all events of a lab,
 * in characters. Real controllers are not known to have such limits.
 */
const mostOfHalf = 128 * 1024;
const mostOfAll = 4 * 1024 * 1024;

export function labHistory(): LabHistory {
  const events: { readonly event: LabEvent; readonly size: number }[] = [];
  let size = 0;
  const forget = (count: number): void => {
    for (const gone of events.splice(0, count)) size -= gone.size;
  };
  return {
    note(event) {
      const [data, previous] = [abridge(event.data, mostOfHalf), abridge(event.previous, mostOfHalf)];
      const kept = { ...event, data: data.value, previous: previous.value };
      events.push({ event: kept, size: data.size + previous.size });
      size += data.size + previous.size;
      while (events.length > mostEvents || size > mostOfAll)
        forget(Math.max(1, Math.floor(events.length / 20)));
    },
    events: () => events.map(({ event }) => event),
  };
}
