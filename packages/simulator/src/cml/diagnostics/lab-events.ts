import type { Controller } from "../controller.ts";
import { labEventViews } from "../labs/lab-event-view.ts";

/** What happened to all labs, by their ids. */
export function labEventsByLab({ labs }: Controller): Record<string, unknown> {
  return Object.fromEntries([...labs.values()].map((lab) => [lab.id, labEventViews(lab)]));
}
