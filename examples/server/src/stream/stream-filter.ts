import type { FleetEvent } from "@cml-fleet/core";
import { z } from "zod";

const list = z
  .string()
  .transform((text) => new Set(text.split(",").filter((item) => item !== "")))
  .optional();

/** What a client may ask of its stream: comma-separated lists, and where to go on. */
export const streamQuery = z.object({
  worker_ids: list,
  event_types: list,
  last_event_id: z.string().optional(),
});

/** Which events a stream carries. */
export type StreamFilter = Pick<z.output<typeof streamQuery>, "worker_ids" | "event_types">;

export function passes({ worker_ids, event_types }: StreamFilter, event: FleetEvent): boolean {
  return (worker_ids?.has(event.subject) ?? true) && (event_types?.has(event.type) ?? true);
}
