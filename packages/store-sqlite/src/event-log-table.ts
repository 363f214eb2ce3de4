import type { EventLog, LoggedEvent } from "@cml-fleet/core";
import type { Database } from "./database.ts";
import { type Row, toMessage } from "./state-table.ts";

// "ON CONFLICT DO NOTHING" would use up a sequence for each message that is left out.
const APPEND = `INSERT INTO event_log (id, aggregate_id, version, event, recorded_at)
  SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM event_log WHERE id = ?1)`;
const READ = "SELECT * FROM event_log WHERE sequence > ? ORDER BY sequence LIMIT ?";
const BOUNDS = `SELECT (SELECT id FROM event_log_identity) AS log_id,
  (SELECT min(sequence) FROM event_log) AS first,
  (SELECT seq FROM sqlite_sequence WHERE name = 'event_log') AS last`;
const TRIM = "DELETE FROM event_log WHERE sequence <= ?";

/** Published facts, one row each. SQLite has one writer at a time, so that sequences appear in their order. */
export function eventLogTable<Event>(database: Database): EventLog<Event> {
  return {
    async append(messages, recordedAt) {
      if (messages.length === 0) return [];
      return database.write(() => {
        const added: LoggedEvent<Event>[] = [];
        for (const { id, aggregateId, version, event } of messages) {
          const text = JSON.stringify(event);
          const { changes, lastInsertRowid } = database
            .statement(APPEND)
            .run(id, aggregateId, version, text, recordedAt);
          if (changes === 0) continue;
          const sequence = Number(lastInsertRowid);
          added.push({ id, aggregateId, version, event: JSON.parse(text) as Event, sequence, recordedAt });
        }
        return added;
      });
    },
    async read({ after, limit }) {
      return database.read(() => database.statement(READ).all(after, limit)).map(toLogged<Event>);
    },
    async bounds() {
      const row = database.read(() => database.statement(BOUNDS).get());
      const last = Number(row?.["last"] ?? 0);
      return { logId: String(row?.["log_id"]), first: Number(row?.["first"] ?? last + 1), last };
    },
    async trim(through) {
      database.write(() => database.statement(TRIM).run(through));
    },
  };
}

function toLogged<Event>(row: Row): LoggedEvent<Event> {
  return {
    ...toMessage<Event>(row),
    sequence: Number(row["sequence"]),
    recordedAt: String(row["recorded_at"]),
  };
}
