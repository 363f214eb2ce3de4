import type { FleetEvent } from "../events/fleet-event.ts";
import { workerSnapshot } from "../events/worker-snapshot.ts";
import { timestamp } from "../kernel/time.ts";
import type { WorkflowPorts } from "../workflows/ports.ts";

/**
 * Tells every listener how these workers are now: one `worker.metrics.updated` and one `worker.snapshot` each. They
 * are ephemeral: whoever misses them gets the next, or a snapshot when it connects.
 */
export async function announce(
  ports: WorkflowPorts,
  workerIds: readonly string[],
  reason: string,
): Promise<void> {
  await ports.relay();
  const [observations, timing] = await Promise.all([ports.observations.load(workerIds), ports.timing()]);
  for (const id of workerIds) {
    const worker = await ports.workers.load(id);
    if (!worker) continue;
    const snapshot = workerSnapshot(worker.state, observations.get(id), timing);
    const metrics = {
      worker_id: id,
      active_labs_count: snapshot.cml_labs_count,
      cpu_utilization: snapshot.cpu_utilization,
      memory_utilization: snapshot.memory_utilization,
      storage_utilization: snapshot.storage_utilization,
      updated_at: timestamp(ports.clock),
      poll_interval: snapshot.poll_interval,
      next_refresh_at: snapshot.next_refresh_at,
    };
    if (reason === "telemetry_updated") await publish(ports, "worker.metrics.updated", id, metrics);
    await publish(ports, "worker.snapshot", id, { worker_id: id, ...snapshot, _reason: reason });
  }
}

async function publish(
  { channel, clock, ids, source }: WorkflowPorts,
  type: FleetEvent["type"],
  subject: string,
  data: FleetEvent["data"],
): Promise<void> {
  const event: FleetEvent = {
    specversion: "1.0",
    id: ids.next(),
    source,
    type,
    subject,
    time: timestamp(clock),
    data,
  };
  await channel.publish({ kind: "ephemeral", event });
}
