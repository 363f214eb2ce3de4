import type { EventLog, LoggedEvent } from "../kernel/event-log.ts";

/** An event log in memory: another one each time it is made, so that its id is new with each process. */
export function memoryEventLog<Event>(): EventLog<Event> {
  const logId = crypto.randomUUID();
  const entries: LoggedEvent<Event>[] = [];
  const known = new Set<string>();
  let last = 0;

  /** Where in `entries` the facts after a sequence begin: sequences have no gaps here. */
  const indexAfter = (sequence: number) =>
    Math.min(Math.max(sequence - (last - entries.length), 0), entries.length);

  return {
    async append(messages, recordedAt) {
      const added: LoggedEvent<Event>[] = [];
      const adding = new Set<string>();
      for (const message of messages) {
        if (known.has(message.id) || adding.has(message.id)) continue;
        adding.add(message.id);
        added.push(structuredClone({ ...message, sequence: last + adding.size, recordedAt }));
      }
      // Nothing is kept before everything could be copied: all of it is in the log, or none.
      last += added.length;
      for (const entry of added) {
        known.add(entry.id);
        entries.push(entry);
      }
      return structuredClone(added);
    },
    async read({ after, limit }) {
      const index = indexAfter(after);
      return structuredClone(entries.slice(index, index + limit));
    },
    async bounds() {
      return { logId, first: last - entries.length + 1, last };
    },
    async trim(through) {
      for (const { id } of entries.splice(0, indexAfter(through))) known.delete(id);
    },
  };
}
