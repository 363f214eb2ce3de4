import type { EventLog, LoggedEvent } from "../kernel/event-log.ts";

/** An event log in memory. */
export function memoryEventLog<Event>(): EventLog<Event> {
  let entries: LoggedEvent<Event>[] = [];
  let last = 0;

  return {
    async append(messages, recordedAt) {
      const seen = new Set(entries.map(({ id }) => id));
      const added: LoggedEvent<Event>[] = [];
      for (const message of messages) {
        if (seen.has(message.id)) continue;
        seen.add(message.id);
        last += 1;
        added.push(structuredClone({ ...message, sequence: last, recordedAt }));
      }
      entries.push(...added);
      return structuredClone(added);
    },
    async read({ after, limit }) {
      return structuredClone(entries.filter(({ sequence }) => sequence > after).slice(0, limit));
    },
    async bounds() {
      return { first: entries[0]?.sequence ?? last + 1, last };
    },
    async trim(through) {
      entries = entries.filter(({ sequence }) => sequence > through);
    },
  };
}
