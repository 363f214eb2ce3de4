import type { Lab } from "./lab.ts";

/** What happened to a lab, by its wire names, oldest first. */
export function labEventViews({ id, history }: Lab): readonly Readonly<Record<string, unknown>>[] {
  return history.events().map(({ event, kind, id: elementId, data, previous, atMs }) => ({
    lab_id: id,
    event,
    element_type: kind,
    element_id: elementId,
    data,
    previous,
    timestamp: new Date(atMs).toISOString(),
  }));
}
