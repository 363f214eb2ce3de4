import type { FleetEvent } from "@cml-fleet/core";
import { type ClientStream, type ClientStreamOptions, clientStream } from "../client-stream.ts";

export const event = (type: FleetEvent["type"], subject: string, mark = 0): FleetEvent => ({
  specversion: "1.0",
  id: `${type} ${subject} ${mark}`,
  source: "test",
  type,
  subject,
  time: "2026-01-01T00:00:00.000Z",
  data: { mark },
});

/** How everything is: one snapshot, marked 2. */
export async function* greeting() {
  yield event("worker.snapshot", "w1", 2);
}

export const startStream = (
  options: Pick<ClientStreamOptions, "tail" | "sink"> & Partial<ClientStreamOptions>,
): ClientStream => clientStream({ filter: {}, after: 0, snapshots: async function* () {}, ...options });

/** Resolves once everything that can go on has gone on. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
