import type { Controller } from "../controller.ts";
import type { Lab } from "../labs/lab.ts";
import type { ElementKind } from "../labs/lab-history.ts";
import { labDetails, labEvent } from "./wire-event.ts";

type Members = Readonly<Record<string, unknown>>;

/** An element of a lab is new, changed or gone. */
export interface ElementChange {
  readonly event: "created" | "modified" | "deleted";
  readonly kind: Exclude<ElementKind, "Lab">;
  readonly id: string;
  /** Its members; of a change those that changed. */
  readonly data: Members;
  /** What they were before a change. */
  readonly previous?: Members;
}

const words = { created: "CREATED", modified: "MODIFIED", deleted: "DELETED" } as const;

type Teller = Pick<Controller, "news" | "clock">;

/** Tells of changes to elements, and takes note of them in the lab. */
export function tellChanges({ news, clock }: Teller, lab: Lab, changes: readonly ElementChange[]): void {
  const nowMs = clock();
  lab.modifiedMs = nowMs;
  for (const { event, kind, id, data, previous = {} } of changes) {
    lab.history.note({ event: words[event], kind, id, data, previous, atMs: nowMs });
    const about = { event_type: "lab_element_event", event, element_type: kind } as const;
    news.tell({ ...about, element_id: id, lab_id: lab.id, data });
  }
}

/** Tells of a new lab, or of what is changed of one, and takes note of it there. */
export function tellLabChange(
  { news, clock }: Teller,
  lab: Lab,
  event: "created" | "modified",
  previous: Members = {},
): void {
  const data = labDetails(lab);
  lab.history.note({ event: words[event], kind: "Lab", id: lab.id, data, previous, atMs: clock() });
  news.tell(labEvent(lab, event, data));
}
