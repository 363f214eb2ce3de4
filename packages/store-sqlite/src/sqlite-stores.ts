import {
  type Clock,
  type EventLog,
  type LeaseStore,
  type ObservationStore,
  systemClock,
  type Worker,
  type WorkerEvent,
  type WorkerStore,
} from "@cml-fleet/core";
import { openDatabase } from "./database.ts";
import { eventLogTable } from "./event-log-table.ts";
import { leaseTable } from "./lease-table.ts";
import { observationTables } from "./observation-tables.ts";
import { stateTable } from "./state-table.ts";
import { workerIndex, workerTable } from "./worker-index.ts";

/** How {@link sqliteStores} keeps its data. */
export interface SqliteStoresOptions {
  /**
   * The file. It and its folder are made where they are missing, for this user only. `":memory:"` forgets everything
   * when it is closed. @defaultValue ":memory:"
   */
  readonly path?: string;
  /** Tells the time to the leases. @defaultValue `systemClock` */
  readonly clock?: Clock;
  /**
   * How long a call waits, in milliseconds, while another process writes; after that it fails with a retryable
   * `unavailable`. The wait blocks this process. @defaultValue 5_000
   */
  readonly busyTimeoutMs?: number;
}

/** Every store of the fleet, in one database. */
export interface SqliteStores extends Disposable {
  readonly workers: WorkerStore;
  readonly observations: ObservationStore;
  readonly eventLog: EventLog<WorkerEvent>;
  readonly leases: LeaseStore;
  /** Closes the database. Closing twice is fine; calls afterwards fail with `unavailable`. */
  close(): void;
}

/**
 * Opens the fleet's stores on SQLite, which comes with Node. Several processes on one machine may share the file.
 *
 * @throws CoreError `invalid_input` when the file belongs to another application or to a newer version; `unavailable`
 * when it cannot be opened, or is damaged.
 * @example
 * ```ts
 * using stores = sqliteStores({ path: "data/fleet.db" });
 * const { workers } = await stores.workers.find({ regions: ["eu-west-1"] });
 * ```
 */
export function sqliteStores(options: SqliteStoresOptions = {}): SqliteStores {
  const { path = ":memory:", clock = systemClock, busyTimeoutMs = 5_000 } = options;
  const database = openDatabase({ path, busyTimeoutMs });
  const { parse, ...state } = stateTable<Worker, WorkerEvent>(database, workerTable(database));
  const close = () => database.close();
  return {
    workers: { ...state, ...workerIndex(database, { parse }) },
    observations: observationTables(database),
    eventLog: eventLogTable(database),
    leases: leaseTable(database, clock),
    close,
    [Symbol.dispose]: close,
  };
}
