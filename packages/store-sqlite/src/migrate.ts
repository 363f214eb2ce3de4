import type { DatabaseSync } from "node:sqlite";
import { CoreError } from "@cml-fleet/core";
import { migrations } from "./migrations.ts";

/** "CMLF" in ASCII: how a file says that it is ours. */
const APPLICATION_ID = 0x434d4c46;

/**
 * Looks at the file without changing it.
 * @throws CoreError `invalid_input` when the file is another application's, or a newer version of this package made it.
 */
export function refuseForeign(connection: DatabaseSync, name: string): void {
  const isNew = number(connection, "SELECT count(*) FROM sqlite_schema") === 0;
  if (!isNew && number(connection, "PRAGMA application_id") !== APPLICATION_ID) {
    throw new CoreError(`${name} belongs to another application. Give another path.`, {
      code: "invalid_input",
    });
  }
  if (versionOf(connection) > migrations.length) {
    throw new CoreError(
      `${name} was made by a newer version of @cml-fleet/store-sqlite. Update this one, or give another path.`,
      { code: "invalid_input" },
    );
  }
}

/** Brings the tables up to date. Runs within a transaction, so that of two processes one does it. */
export function migrate(connection: DatabaseSync, name: string): void {
  refuseForeign(connection, name);
  for (const migration of migrations.slice(versionOf(connection))) connection.exec(migration);
  connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migrations.length};`);
}

function versionOf(connection: DatabaseSync): number {
  return number(connection, "PRAGMA user_version");
}

function number(connection: DatabaseSync, sql: string): number {
  return Number(Object.values(connection.prepare(sql).get() ?? {})[0]);
}
