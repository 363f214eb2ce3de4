import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { CoreError } from "@cml-fleet/core";
import { isBusy, translated } from "./errors.ts";
import { migrate, refuseForeign } from "./migrate.ts";
import { transaction } from "./transaction.ts";

/** Where {@link connect} finds the file, how messages call it, and how long it waits for other processes. */
export interface ConnectOptions {
  readonly path: string;
  readonly name: string;
  readonly busyTimeoutMs: number;
}

/** Opens the file with its tables up to date. A file that is not ours is left as it was. */
export function connect({ path, name, busyTimeoutMs }: ConnectOptions): DatabaseSync {
  makeFile(path, name);
  let connection: DatabaseSync | undefined;
  try {
    const opened = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
    connection = opened;
    refuseForeign(opened, name);
    useWriteAheadLog(opened, busyTimeoutMs);
    transaction(opened, () => migrate(opened, name));
    return opened;
  } catch (error) {
    connection?.close();
    throw translated(error, name);
  }
}

/** SQLite would let others read the file; its `-wal` and `-shm` files take the mode of the file itself. */
function makeFile(path: string, name: string): void {
  if (path === ":memory:") return;
  if (path === "") {
    throw new CoreError('No path for the database: give a file name, or ":memory:".', {
      code: "invalid_input",
    });
  }
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "unknown error";
    throw new CoreError(`${name} cannot be made (${code}). Check its folder, or give another path.`, {
      code: "unavailable",
      cause: error,
    });
  }
}

/** Lets readers read while one process writes; what was acknowledged survives a power cut. */
function useWriteAheadLog(connection: DatabaseSync, busyTimeoutMs: number): void {
  connection.exec("PRAGMA synchronous = FULL");
  const patience = performance.now() + busyTimeoutMs;
  for (;;) {
    try {
      connection.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (error) {
      // SQLite does not wait by itself when two processes switch a new file over at the same time.
      if (!isBusy(error) || performance.now() >= patience) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
