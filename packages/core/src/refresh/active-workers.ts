import type { Versioned } from "../kernel/store.ts";
import type { WorkerIndex } from "../ports/worker-index.ts";
import type { Worker, WorkerInstance, WorkerStatus } from "../worker/index.ts";

/** A worker that has a machine, as it was read. */
export type MachineWorker = Versioned<Worker & { readonly instance: WorkerInstance }>;

const watched: readonly WorkerStatus[] = [
  "starting",
  "running",
  "stopping",
  "stopped",
  "unknown",
  "terminating",
];

/** Every worker that has a machine the provider may still know. */
export async function activeWorkers(index: WorkerIndex, ids?: ReadonlySet<string>): Promise<MachineWorker[]> {
  const found: MachineWorker[] = [];
  let after: string | undefined;
  do {
    const page = await index.find({ statuses: watched, limit: 1000, ...(after && { after }) });
    found.push(...page.workers.filter(hasMachine).filter(({ state }) => ids?.has(state.id) ?? true));
    after = page.next;
  } while (after !== undefined);
  return found;
}

function hasMachine(worker: Versioned<Worker>): worker is MachineWorker {
  return worker.state.instance !== undefined;
}
