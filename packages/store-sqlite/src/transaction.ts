import type { DatabaseSync } from "node:sqlite";

/** Runs `work` while nobody else writes. Whatever it throws undoes all of it. */
export function transaction<Result>(connection: DatabaseSync, work: () => Result): Result {
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
