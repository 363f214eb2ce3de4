import type { Versioned } from "../kernel/store.ts";
import type { Worker, WorkerStatus } from "../worker/index.ts";

/** Which workers to list. Conditions are combined with "and"; an absent one does not restrict. */
export interface WorkerQuery {
  readonly regions?: readonly string[];
  readonly statuses?: readonly WorkerStatus[];
  /** Part of the name, the instance id or an IP address; case does not matter. */
  readonly text?: string;
  /** At most this many, 1 to 1,000. @defaultValue 100 */
  readonly limit?: number;
  /** Go on behind this worker id: the `next` of the page before. */
  readonly after?: string;
}

/** Some workers, in the order they became known. */
export interface WorkerPage {
  readonly workers: readonly Versioned<Worker>[];
  /** Give this as `after` to go on; absent on the last page. */
  readonly next?: string;
}

/**
 * Finds workers without loading them one by one. It is as fresh as the state: a save is visible to the next query.
 * No two workers have the same machine: the state store refuses a second one with `already_exists`.
 */
export interface WorkerIndex {
  find(query: WorkerQuery): Promise<WorkerPage>;

  /** Workers by the id of their machine; ids that no worker has are left out. */
  findByInstance(instanceIds: readonly string[]): Promise<ReadonlyMap<string, Versioned<Worker>>>;
}

/** What a store has to remember of a worker so that {@link WorkerIndex} can find it. */
export interface WorkerIndexEntry {
  readonly region: string;
  readonly status: WorkerStatus;
  readonly instanceId: string | null;
  /** Lower-case text that a text search looks through. */
  readonly text: string;
}

/** For implementers of a store. */
export function workerIndexEntry({ name, region, lifecycle, instance }: Worker): WorkerIndexEntry {
  const text = [name, instance?.id, instance?.publicIp, instance?.privateIp].filter(Boolean).join("\n");
  return { region, status: lifecycle.status, instanceId: instance?.id ?? null, text: text.toLowerCase() };
}
