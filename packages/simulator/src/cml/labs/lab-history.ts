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

export function labHistory(): LabHistory {
  const events: LabEvent[] = [];
  return {
    note(event) {
      events.push(event);
      if (events.length > mostEvents) events.splice(0, mostEvents / 20);
    },
    events: () => events,
  };
}
