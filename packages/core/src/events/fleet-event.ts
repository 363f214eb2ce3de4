import { z } from "zod";
import type { Timestamp } from "../kernel/time.ts";
import * as data from "./event-data.ts";
import { snapshotEventData } from "./worker-snapshot-schema.ts";

/**
 * Every event type that leaves the fleet. The names are those of the predecessor, where it had one. What a live stream
 * says of itself (`connected`, `system.sse.shutdown`) is no event of the fleet: whoever streams makes it.
 */
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
  "worker.labs.updated",
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

const envelope = z.object({
  specversion: z.literal("1.0"),
  id: z.string().min(1),
  source: z.string().min(1),
  subject: z.string().min(1),
  time: z.iso.datetime(),
});

const event = <Type extends FleetEventType, Data extends z.ZodType>(type: Type, content: Data) =>
  envelope.extend({ type: z.literal(type), data: content });

/** What {@link FleetEvent} looks like on the wire, type by type. */
export const fleetEventSchema = z.discriminatedUnion("type", [
  event("worker.created", data.created),
  event("worker.imported", data.imported),
  event("worker.status.updated", data.statusUpdated),
  event("worker.terminated", data.terminated),
  event("worker.endpoint.updated", data.endpointUpdated),
  event("worker.details.updated", data.detailsUpdated),
  event("worker.license.updated", data.licenseUpdated),
  event("worker.certificate.pinned", data.certificatePinned),
  event("worker.metrics.updated", data.metricsUpdated),
  event("worker.labs.updated", data.labsUpdated),
  event("worker.snapshot", snapshotEventData),
  event("worker.refresh.requested", data.refreshRequested),
  event("worker.refresh.skipped", data.refreshSkipped),
]);
