import { randomUUID } from "node:crypto";
import type { Fleet, FleetEvent } from "@cml-fleet/core";
import type { StreamFilter } from "./stream-filter.ts";

/** How each worker is now, for one client. Nothing when the client does not want snapshots. */
export async function* snapshots(
  fleet: Fleet,
  { worker_ids, event_types }: StreamFilter,
): AsyncGenerator<FleetEvent> {
  if (event_types && !event_types.has("worker.snapshot")) return;
  let after: string | undefined;
  do {
    const page = await fleet.workers.list({ limit: 200, ...(after && { after }) });
    for (const snapshot of page.workers) {
      if (snapshot.status === "terminated" || worker_ids?.has(snapshot.id) === false) continue;
      yield {
        specversion: "1.0",
        id: randomUUID(),
        source: "cml-fleet",
        type: "worker.snapshot",
        subject: snapshot.id,
        time: new Date().toISOString(),
        data: { worker_id: snapshot.id, ...snapshot, _reason: "initial" },
      };
    }
    after = page.next;
  } while (after !== undefined);
}
