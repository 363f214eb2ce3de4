import {
  CoreError,
  type Worker,
  type WorkerIndex,
  type WorkerQuery,
  workerIndexEntry,
} from "@cml-fleet/core";
import type { Database } from "./database.ts";
import type { StateTable, StateTableOptions } from "./state-table.ts";

const NEWEST_SCHEMA: Worker["schemaVersion"] = 1;

/** How workers are kept, so that {@link workerIndex} finds them. */
export function workerTable(database: Database): StateTableOptions<Worker> {
  return {
    table: "worker",
    newestSchema: NEWEST_SCHEMA,
    columns: ["region", "status", "instance_id", "search"],
    valuesOf(worker) {
      const { region, status, instanceId, text } = workerIndexEntry(worker);
      return [region, status, instanceId, text];
    },
    guard(id, { instance }) {
      if (instance === undefined) return;
      const sql = "SELECT id FROM worker WHERE instance_id = ? AND id <> ?";
      const owner = database.statement(sql).get(instance.id, id);
      if (owner === undefined) return;
      throw new CoreError(`Instance ${instance.id} belongs to worker ${owner["id"]} already.`, {
        code: "already_exists",
      });
    },
  };
}

/** Finds workers by the columns beside their documents. */
export function workerIndex(
  database: Database,
  { parse }: Pick<StateTable<Worker, never>, "parse">,
): WorkerIndex {
  return {
    async find(query) {
      const limit = Math.min(Math.max(query.limit ?? 100, 1), 1_000);
      const { sql, values } = selection(query);
      const rows = database.read(() => database.statement(sql).all(...values, limit + 1));
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return { workers: shown.map(parse), ...(rows.length > limit && last && { next: String(last["id"]) }) };
    },
    async findByInstance(instanceIds) {
      const sql = `SELECT id, version, document, instance_id FROM worker
        WHERE instance_id IN (SELECT value FROM json_each(?))`;
      const rows = database.read(() => database.statement(sql).all(JSON.stringify(instanceIds)));
      return new Map(rows.map((row) => [String(row["instance_id"]), parse(row)]));
    },
  };
}

/** Only the conditions that were given, so that each combination is one prepared statement. */
function selection({ regions, statuses, text, after }: WorkerQuery): { sql: string; values: string[] } {
  const conditions: (readonly [sql: string, value: string])[] = [];
  const oneOf = (column: string) => `${column} IN (SELECT value FROM json_each(?))`;
  if (regions) conditions.push([oneOf("region"), JSON.stringify(regions)]);
  if (statuses) conditions.push([oneOf("status"), JSON.stringify(statuses)]);
  if (text) conditions.push(["instr(search, ?) > 0", text.toLowerCase()]);
  if (after) conditions.push(["id > ?", after]);
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.map(([sql]) => sql).join(" AND ")}`;
  return {
    sql: `SELECT id, version, document FROM worker ${where} ORDER BY id LIMIT ?`,
    values: conditions.map(([, value]) => value),
  };
}
