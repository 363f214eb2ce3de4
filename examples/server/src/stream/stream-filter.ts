import { type FleetEvent, fleetEventTypes } from "@cml-fleet/core";
import { z } from "zod";

/** An empty list is none, as for an empty field of a form: nobody asks for a stream of nothing. */
const list = z
  .string()
  .transform((text) => text.split(",").filter((item) => item !== ""))
  .transform((items) => (items.length > 0 ? new Set(items) : undefined))
  .optional();

const known: ReadonlySet<string> = new Set(fleetEventTypes);

const typeList = list.superRefine((types, context) => {
  const strangers = [...(types ?? [])].filter((type) => !known.has(type));
  if (strangers.length === 0) return;
  context.addIssue({
    code: "custom",
    message: `There is no event type ${strangers.join(", ")}; choose of: ${fleetEventTypes.join(", ")}.`,
  });
});

/** What a client may ask of its stream: comma-separated lists, and where to go on. */
export const streamQuery = z.object({
  worker_ids: list,
  event_types: typeList,
  last_event_id: z.string().optional(),
});

/** Which events a stream carries. */
export type StreamFilter = Pick<z.output<typeof streamQuery>, "worker_ids" | "event_types">;

export function passes({ worker_ids, event_types }: StreamFilter, event: FleetEvent): boolean {
  return (worker_ids?.has(event.subject) ?? true) && (event_types?.has(event.type) ?? true);
}
