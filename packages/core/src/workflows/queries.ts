import { CoreError } from "../errors.ts";
import { type WorkerSnapshot, workerSnapshot } from "../events/worker-snapshot.ts";
import { known } from "../kernel/update.ts";
import type { CmlLab } from "../ports/cml-gateway.ts";
import type { CallOptions } from "../ports/instances.ts";
import type { WorkerQuery } from "../ports/worker-index.ts";
import { targetOf } from "../refresh/cml-target.ts";
import type { WorkflowPorts } from "./ports.ts";

/** A page of workers as others see them. */
export interface WorkerSnapshotPage {
  readonly workers: readonly WorkerSnapshot[];
  /** Give this as `after` to go on; absent on the last page. */
  readonly next?: string;
}

export async function listWorkers(
  ports: WorkflowPorts,
  query: WorkerQuery = {},
): Promise<WorkerSnapshotPage> {
  const [page, timing] = await Promise.all([ports.workers.find(query), ports.timing()]);
  const observations = await ports.observations.load(page.workers.map(({ state }) => state.id));
  return {
    workers: page.workers.map(({ state }) => workerSnapshot(state, observations.get(state.id), timing)),
    ...(page.next && { next: page.next }),
  };
}

/** @throws CoreError `not_found` */
export async function getWorker(ports: WorkflowPorts, id: string): Promise<WorkerSnapshot> {
  const { state } = known(await ports.workers.load(id), "worker", id);
  const [observations, timing] = await Promise.all([ports.observations.load([id]), ports.timing()]);
  return workerSnapshot(state, observations.get(id), timing);
}

/**
 * The labs on a worker's controller, as it describes them now.
 *
 * @throws CoreError `not_found`; `conflict` while the worker does not run; or why the controller could not be read.
 */
export async function listLabs(
  ports: WorkflowPorts,
  workerId: string,
  options: CallOptions = {},
): Promise<CmlLab[]> {
  const { state } = known(await ports.workers.load(workerId), "worker", workerId);
  const target = targetOf(state);
  if (!target) {
    const message = `Worker ${state.name} has no controller to ask for labs: it is ${state.lifecycle.status}.`;
    throw new CoreError(message, { code: "conflict" });
  }
  return ports.gateway.labs(target, options);
}
