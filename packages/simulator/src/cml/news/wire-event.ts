import type { Lab } from "../labs/lab.ts";
import type { Transition } from "./transitions.ts";

/** One message of `/ws/ui`, by its wire names. */
export interface WireEvent {
  readonly event_type: "system_stats" | "lab_stats" | "state_change" | "lab_event" | "lab_element_event";
  readonly event?: string;
  readonly element_type?: string;
  readonly element_id?: string;
  readonly lab_id?: string;
  readonly data?: unknown;
}

/** How a transition is told. */
export function transitionEvent({ lab, element, id, state }: Transition): WireEvent {
  if (element === "lab") return labEvent(lab, "state", { state });
  return { event_type: "state_change", event: state, element_type: element, element_id: id, lab_id: lab.id };
}

/** A lab is new, changed, gone, or in another state. */
export function labEvent(
  { id }: Lab,
  event: "created" | "modified" | "deleted" | "state",
  data?: Readonly<Record<string, unknown>>,
): WireEvent {
  const about = { element_type: "Lab", element_id: id, lab_id: id };
  return { event_type: "lab_event", event, ...about, ...(data && { data }) };
}

/** What is told of a lab that is new or changed. */
export function labDetails({ title, description, notes, ownerId }: Lab): Readonly<Record<string, unknown>> {
  return { title, description, notes, owner: ownerId };
}
