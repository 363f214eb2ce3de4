import { closeSync, mkdirSync, openSync } from "node:fs";
import { basename, dirname } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { CoreError } from "@cml-fleet/core";
import { translated } from "./errors.ts";
import { migrate, refuseForeign } from "./migrate.ts";

/** One open database, as the tables use it. */
export interface Database {
  /** The statement for `sql`, prepared once. */
  statement(sql: string): StatementSync;

  /** Runs `work`, which only reads. Errors come out in the fleet's words. */
  read<Result>(work: () => Result): Result;

  /** Runs `work` as one atomic step; no other process writes meanwhile. Whatever it throws undoes all of it. */
  write<Result>(work: () => Result): Result;

  /** Closes the file. Closing twice is fine. */
  close(): void;
}

/** Where {@link openDatabase} finds the file, and how patient it is. */
export interface DatabaseOptions {
  readonly path: string;
  readonly busyTimeoutMs: number;
}

/** Opens the database, making the file and its tables where they are missing. */
export function openDatabase({ path, busyTimeoutMs }: DatabaseOptions): Database {
  const name = path === ":memory:" ? "The database in memory" : `The database ${basename(path)}`;
  const connection = connect(path, name, busyTimeoutMs);
  const statements = new Map<string, StatementSync>();

  const read = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      throw translated(error, name);
    }
  };

  return {
    statement(sql) {
      const known = statements.get(sql);
      if (known) return known;
      const statement = connection.prepare(sql);
      statements.set(sql, statement);
      return statement;
    },
    read,
    write: (work) => read(() => transaction(connection, work)),
    close() {
      statements.clear();
      if (connection.isOpen) connection.close();
    },
  };
}

function connect(path: string, name: string, busyTimeoutMs: number): DatabaseSync {
  let connection: DatabaseSync | undefined;
  try {
    makeFile(path, name);
    connection = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
    refuseForeign(connection, name);
    // Readers and one writer at a time; what was acknowledged survives a power cut.
    connection.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    const opened = connection;
    transaction(opened, () => migrate(opened, name));
    return opened;
  } catch (error) {
    connection?.close();
    throw translated(error, name);
  }
}

/** SQLite would make the file readable for others; its `-wal` and `-shm` files take the mode of the file. */
function makeFile(path: string, name: string): void {
  if (path === ":memory:") return;
  if (path === "") {
    throw new CoreError('No path for the database: give a file name, or ":memory:".', {
      code: "invalid_input",
    });
  }
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, "ax", 0o600));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EEXIST") return;
    throw new CoreError(`${name} cannot be made (${code}). Check its folder, or give another path.`, {
      code: "unavailable",
      cause: error,
    });
  }
}

function transaction<Result>(connection: DatabaseSync, work: () => Result): Result {
  connection.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    connection.exec("COMMIT");
    return result;
  } catch (error) {
    // SQLite has rolled back already after some errors: a full disk, say.
    if (connection.isTransaction) connection.exec("ROLLBACK");
    throw error;
  }
}
