import { CoreError } from "../errors.ts";
import type { Versioned } from "../kernel/store.ts";
import { type WorkerPage, type WorkerQuery, workerIndexEntry } from "../ports/worker-index.ts";
import type { WorkerStore } from "../ports/worker-store.ts";
import type { Worker, WorkerEvent } from "../worker/index.ts";
import { memoryStore } from "./memory-store.ts";

/** Workers in memory, with the index that the other stores have. */
export function memoryWorkers(): WorkerStore {
  const store = memoryStore<Worker, WorkerEvent>({ guard: instanceIsFree });

  return {
    ...store,
    async find(query) {
      return page(store.rows, query);
    },
    async findByInstance(instanceIds) {
      const wanted = new Set(instanceIds);
      const found = new Map<string, Versioned<Worker>>();
      for (const row of store.rows.values()) {
        const id = row.state.instance?.id;
        if (id !== undefined && wanted.has(id)) found.set(id, structuredClone(row));
      }
      return found;
    },
  };
}

function instanceIsFree(id: string, worker: Worker, rows: ReadonlyMap<string, Versioned<Worker>>): void {
  if (worker.instance === undefined) return;
  for (const [otherId, { state }] of rows) {
    if (otherId !== id && state.instance?.id === worker.instance.id) {
      throw new CoreError(`Instance ${worker.instance.id} belongs to worker ${otherId} already.`, {
        code: "already_exists",
      });
    }
  }
}

function page(rows: ReadonlyMap<string, Versioned<Worker>>, query: WorkerQuery): WorkerPage {
  const { limit = 100, after = "" } = query;
  const matching = [...rows]
    .filter(([id, { state }]) => id > after && matches(state, query))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, limit + 1)
    .map(([, row]) => structuredClone(row));
  const workers = matching.slice(0, limit);
  const last = workers.at(-1);
  return { workers, ...(matching.length > limit && last && { next: last.state.id }) };
}

function matches(worker: Worker, { regions, statuses, text }: WorkerQuery): boolean {
  const entry = workerIndexEntry(worker);
  return (
    (regions === undefined || regions.includes(entry.region)) &&
    (statuses === undefined || statuses.includes(entry.status)) &&
    (text === undefined || entry.text.includes(text.toLowerCase()))
  );
}
