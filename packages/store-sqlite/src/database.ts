import { basename } from "node:path";
import type { StatementSync } from "node:sqlite";
import { connect } from "./connect.ts";
import { translated } from "./errors.ts";
import { transaction } from "./transaction.ts";

/** One open database, as the tables use it. */
export interface Database {
  /** The statement for `sql`, prepared once. */
  statement(sql: string): StatementSync;

  /** Runs `work`, which only reads. Errors come out in the fleet's words. */
  read<Result>(work: () => Result): Result;

  /** Runs `work` as one atomic step; no other process writes meanwhile. Whatever it throws undoes all of it. */
  write<Result>(work: () => Result): Result;

  /**
   * Runs `work` as {@link Database.write} does, without waiting for the disk: for what is measured again anyway. A crash
   * of this process undoes nothing; a power cut may undo the last ones, and leaves the file whole.
   */
  writeMeasurements<Result>(work: () => Result): Result;

  /** Closes the file. Closing twice is fine. */
  close(): void;
}

/** Where {@link openDatabase} finds the file, and how long it waits for other processes. */
export interface DatabaseOptions {
  readonly path: string;
  readonly busyTimeoutMs: number;
}

/** Opens the database, making the file and its tables where they are missing. */
export function openDatabase({ path, busyTimeoutMs }: DatabaseOptions): Database {
  const name = path === ":memory:" ? "The database in memory" : `The database ${basename(path)}`;
  const connection = connect({ path, name, busyTimeoutMs });
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
    writeMeasurements: (work) =>
      read(() => {
        connection.exec("PRAGMA synchronous = NORMAL");
        try {
          return transaction(connection, work);
        } finally {
          connection.exec("PRAGMA synchronous = FULL");
        }
      }),
    close() {
      statements.clear();
      if (connection.isOpen) connection.close();
    },
  };
}
