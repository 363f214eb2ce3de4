import type { CmlStateChangeEvent } from "../events/event.ts";
import type { FeedEvent } from "../events/keep-connected.ts";

/** Whether an event is a reason to look: it is about the lab, or there is another connection, or none. */
export function concerns(event: FeedEvent | null, labId: string): boolean {
  switch (event?.type) {
    case "lab_stats":
    case "system_stats":
    case "unknown":
      return false;
    case "state_change":
    case "lab_event":
    case "lab_element_event":
      return event.labId === labId;
    case "connected":
    case "disconnected":
    case undefined:
      return true;
  }
}

/** Whether an event is about one element, and says nothing of the others. */
export function isOfElement(event: FeedEvent | null): boolean {
  return event?.type === "state_change" || event?.type === "lab_element_event";
}

/** Whether an event tells the state of a node. */
export function isNodeChange(event: FeedEvent | null): event is CmlStateChangeEvent {
  return event?.type === "state_change" && event.elementType === "node";
}
