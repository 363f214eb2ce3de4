import type { Timestamp } from "../kernel/time.ts";
import type {
  ObservationUpdate,
  UtilizationSample,
  WorkerObservations,
} from "../observations/observations.ts";

/** Keeps the newest measurement per source, and a history of how busy each worker was. Last write wins. */
export interface ObservationStore {
  /** Saves all of them in one round trip. A source that an update does not mention keeps what it had. */
  save(updates: readonly ObservationUpdate[]): Promise<void>;

  /** Workers without measurements are left out. */
  load(workerIds: readonly string[]): Promise<ReadonlyMap<string, WorkerObservations>>;

  /** Points from `since` (included) to `until` (not included), oldest first. */
  history(
    workerId: string,
    window: { readonly since: Timestamp; readonly until: Timestamp },
  ): Promise<UtilizationSample[]>;

  /** Forgets everything about these workers. */
  forget(workerIds: readonly string[]): Promise<void>;

  /** Forgets points of the history older than `before`. */
  prune(before: Timestamp): Promise<void>;
}
