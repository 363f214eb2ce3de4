import type { SQLOutputValue } from "node:sqlite";
import {
  type Outbox,
  type OutboxMessage,
  type StateStore,
  toMessages,
  VersionConflictError,
  type Versioned,
} from "@cml-fleet/core";
import type { Database } from "./database.ts";
import { requireKnownSchema } from "./documents.ts";

/** A row, as SQLite gives it. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** What a kind of aggregate needs of its tables. */
export interface StateTableOptions<State> {
  /** The table; its events wait in `<table>_outbox`. Both are made by the migrations. */
  readonly table: "worker";
  /** The newest `schemaVersion` that can be read. */
  readonly newestSchema: number;
  /** Columns that queries look at, besides `id`, `version` and `document`. */
  readonly columns: readonly string[];
  /** Their values, in the same order. */
  readonly valuesOf: (state: State) => readonly (string | null)[];
  /** Runs before a save, within its atomic step; whatever it throws refuses the save. */
  readonly guard: (id: string, state: State) => void;
}

/** Aggregates as one JSON document each, and their events until they are published. */
export interface StateTable<State, Event> extends StateStore<State, Event>, Outbox<Event> {
  /** Reads a row with the columns `id`, `version` and `document`. */
  parse(row: Row): Versioned<State>;
}

export function stateTable<State extends { readonly schemaVersion: number }, Event>(
  database: Database,
  options: StateTableOptions<State>,
): StateTable<State, Event> {
  const { table, newestSchema, columns, valuesOf, guard } = options;
  const names = ["id", "version", "document", ...columns];
  const selectSql = `SELECT id, version, document FROM ${table} WHERE id = ?`;
  const versionSql = `SELECT version FROM ${table} WHERE id = ?`;
  const saveSql = `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})
    ON CONFLICT (id) DO UPDATE SET ${names
      .slice(1)
      .map((name) => `${name} = excluded.${name}`)
      .join(", ")}`;
  const offerSql = `INSERT INTO ${table}_outbox (id, aggregate_id, version, event) VALUES (?, ?, ?, ?)`;
  const pendingSql = `SELECT id, aggregate_id, version, event FROM ${table}_outbox ORDER BY sequence LIMIT ?`;
  const forgetSql = `DELETE FROM ${table}_outbox WHERE id IN (SELECT value FROM json_each(?))`;

  const parse = ({ id, version, document }: Row): Versioned<State> => {
    const state = JSON.parse(String(document)) as State;
    requireKnownSchema(`${table} ${id}`, state.schemaVersion, newestSchema);
    return { state, version: Number(version) };
  };

  return {
    parse,
    async load(id) {
      const row = database.read(() => database.statement(selectSql).get(id));
      return row && parse(row);
    },
    async save(id, { state, events, expectedVersion }) {
      return database.write(() => {
        const actual = Number(database.statement(versionSql).get(id)?.["version"] ?? 0);
        if (actual !== expectedVersion)
          throw new VersionConflictError(`${table} ${id}`, expectedVersion, actual);
        guard(id, state);
        const version = actual + 1;
        database.statement(saveSql).run(id, version, JSON.stringify(state), ...valuesOf(state));
        for (const message of toMessages(id, version, events)) {
          database.statement(offerSql).run(message.id, id, version, JSON.stringify(message.event));
        }
        return version;
      });
    },
    async pending(limit) {
      return database.read(() => database.statement(pendingSql).all(limit)).map(toMessage<Event>);
    },
    async acknowledge(messages) {
      if (messages.length === 0) return;
      const ids = JSON.stringify(messages.map(({ id }) => id));
      database.write(() => database.statement(forgetSql).run(ids));
    },
  };
}

/** Reads a row with the columns `id`, `aggregate_id`, `version` and `event`. */
export function toMessage<Event>(row: Row): OutboxMessage<Event> {
  return {
    id: String(row["id"]),
    aggregateId: String(row["aggregate_id"]),
    version: Number(row["version"]),
    event: JSON.parse(String(row["event"])) as Event,
  };
}
