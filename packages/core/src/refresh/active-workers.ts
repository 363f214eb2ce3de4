import type { Versioned } from "../kernel/store.ts";
import type { WorkerStore } from "../ports/worker-store.ts";
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

/** Every worker that has a machine the provider may still know; only those of `ids`, where given. */
export async function activeWorkers(
  store: Pick<WorkerStore, "find" | "load">,
  ids?: readonly string[],
): Promise<MachineWorker[]> {
  if (ids) {
    // One by one: a refresh of one worker must not read the whole fleet.
    const loaded = await Promise.all([...new Set(ids)].map((id) => store.load(id)));
    return loaded.filter((worker) => worker !== undefined && isWatched(worker)).filter(hasMachine);
  }
  return (await allIn(store, watched)).filter(hasMachine);
}

/** Ids of workers whose machine is on its way from one state to another. */
export async function workersInTransition(store: Pick<WorkerStore, "find">): Promise<string[]> {
  return (await allIn(store, ["starting", "stopping", "terminating"])).map(({ state }) => state.id);
}

async function allIn(
  store: Pick<WorkerStore, "find">,
  statuses: readonly WorkerStatus[],
): Promise<Versioned<Worker>[]> {
  const found: Versioned<Worker>[] = [];
  let after: string | undefined;
  do {
    const page = await store.find({ statuses, limit: 1000, ...(after && { after }) });
    found.push(...page.workers);
    after = page.next;
  } while (after !== undefined);
  return found;
}

function isWatched({ state }: Versioned<Worker>): boolean {
  return watched.includes(state.lifecycle.status);
}

function hasMachine(worker: Versioned<Worker> | undefined): worker is MachineWorker {
  return worker?.state.instance !== undefined;
}
