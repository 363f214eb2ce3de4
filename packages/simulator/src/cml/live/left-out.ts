import type { WireEvent } from "../news/wire-event.ts";

/** Clients that the live feed can spare what they do not survive. */
export type LiveClientName = "virl2-client 2.9";

/** What a client stops listening at, for good. */
const leftOutFor: Readonly<Record<LiveClientName, (event: WireEvent) => boolean>> = {
  // It looks for the lab of such an event among elements, and for the element of the other where there is none.
  "virl2-client 2.9": ({ event_type, event, element_type }) =>
    (event_type === "lab_event" || element_type === "SmartAnnotation") && event !== "created",
};

/** All of them. */
export const liveClients = Object.keys(leftOutFor) as readonly LiveClientName[];

/** Whether an event is left out for this client; for nobody in particular nothing is. */
export function isLeftOut(event: WireEvent, client: LiveClientName | undefined): boolean {
  return client !== undefined && leftOutFor[client](event);
}
