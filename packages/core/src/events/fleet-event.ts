import { z } from "zod";
import type { Timestamp } from "../kernel/time.ts";

/** Every event type that leaves the fleet. The names are those of the predecessor, where it had one. */
export const fleetEventTypes = [
  "worker.created",
  "worker.imported",
  "worker.status.updated",
  "worker.terminated",
  "worker.endpoint.updated",
  "worker.details.updated",
  "worker.license.updated",
  "worker.certificate.pinned",
  "worker.metrics.updated",
  "worker.snapshot",
  "worker.refresh.requested",
  "worker.refresh.skipped",
] as const;

export type FleetEventType = (typeof fleetEventTypes)[number];

/** An event as every listener gets it: CloudEvents 1.0 in JSON (https://github.com/cloudevents/spec). */
export interface FleetEvent {
  readonly specversion: "1.0";
  /** The same on every delivery. */
  readonly id: string;
  /** Names the installation. */
  readonly source: string;
  readonly type: FleetEventType;
  /** The worker's id. */
  readonly subject: string;
  readonly time: Timestamp;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What {@link FleetEvent} looks like on the wire. */
export const fleetEventSchema: z.ZodType<FleetEvent> = z.object({
  specversion: z.literal("1.0"),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.enum(fleetEventTypes),
  subject: z.string().min(1),
  time: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});
