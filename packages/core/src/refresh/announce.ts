import { publishEphemeral } from "../events/publish-ephemeral.ts";
import { type WorkerSnapshot, workerSnapshot } from "../events/worker-snapshot.ts";
import { timestamp } from "../kernel/time.ts";
import type { WorkerObservations } from "../observations/observations.ts";
import type { Worker } from "../worker/index.ts";
import type { WorkflowPorts } from "../workflows/ports.ts";

/** A worker that a refresh has news of. */
export interface News {
  readonly instanceId: string;
  /** Whether something measured is different, and not only where the worker stands. */
  readonly measured: boolean;
  /** Its newest measurements, where they are at hand; they are read otherwise. */
  readonly observations?: WorkerObservations;
}

/**
 * Tells every listener how a worker is after a command. Never throws: whoever misses it gets the next, and a command
 * must not fail, or stop halfway, for want of listeners.
 */
export async function announceWorker(ports: WorkflowPorts, id: string, reason: string): Promise<void> {
  try {
    await ports.relay();
    const worker = await ports.workers.load(id);
    if (!worker) return;
    const observations = await ports.observations.load([id]);
    await tell(ports, [worker.state], observations, () => ({ reason, measured: false }));
  } catch {
    // The facts themselves are in the outbox, and are told from there.
  }
}

/**
 * Tells every listener what a refresh found: the facts first, then one `worker.metrics.updated` for each worker of which
 * something measured is different, and one `worker.snapshot`. Both are ephemeral: whoever misses them gets the next.
 */
export async function announceNews(ports: WorkflowPorts, news: readonly News[]): Promise<void> {
  if (news.length === 0) return;
  await ports.relay();
  const byInstance = new Map(news.map((item) => [item.instanceId, item]));
  // Read anew, and all at once: somebody may have changed a worker while others were still being visited.
  const found = await ports.workers.findByInstance([...byInstance.keys()]);
  const workers = [...found.values()].map(({ state }) => state);
  const atHand = news.flatMap(({ observations }) => (observations ? [observations] : []));
  const observations = new Map(atHand.map((one) => [one.workerId, one]));
  const others = workers.map(({ id }) => id).filter((id) => !observations.has(id));
  const stored = others.length === 0 ? [] : await ports.observations.load(others);
  await tell(ports, workers, new Map([...stored, ...observations]), ({ instance }) => {
    const measured = byInstance.get(instance?.id ?? "")?.measured ?? false;
    return { measured, reason: measured ? "telemetry_updated" : "status_updated" };
  });
}

async function tell(
  ports: WorkflowPorts,
  workers: readonly Worker[],
  observations: ReadonlyMap<string, WorkerObservations>,
  why: (worker: Worker) => { readonly reason: string; readonly measured: boolean },
): Promise<void> {
  const timing = await ports.timing();
  for (const worker of workers) {
    const { id, lifecycle } = worker;
    // It is gone, as a fact has told: nothing that comes after may bring it back onto a screen.
    if (lifecycle.status === "terminated") continue;
    const { reason, measured } = why(worker);
    const snapshot = workerSnapshot(worker, observations.get(id), timing);
    if (measured) await publishEphemeral(ports, "worker.metrics.updated", id, metricsOf(ports, snapshot));
    await publishEphemeral(ports, "worker.snapshot", id, { worker_id: id, ...snapshot, _reason: reason });
  }
}

function metricsOf({ clock }: WorkflowPorts, snapshot: WorkerSnapshot) {
  return {
    worker_id: snapshot.id,
    active_labs_count: snapshot.cml_labs_count,
    cpu_utilization: snapshot.cpu_utilization,
    memory_utilization: snapshot.memory_utilization,
    storage_utilization: snapshot.storage_utilization,
    updated_at: timestamp(clock),
    poll_interval: snapshot.poll_interval,
    next_refresh_at: snapshot.next_refresh_at,
  };
}
