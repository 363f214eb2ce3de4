import { VersionConflictError } from "../errors.ts";
import {
  type Outbox,
  type OutboxMessage,
  type StateStore,
  toMessages,
  type Versioned,
} from "../kernel/store.ts";

/** How {@link memoryStore} checks what it is given. */
export interface MemoryStoreOptions<State> {
  /** Runs before a save, within its atomic step; whatever it throws refuses the save. */
  readonly guard?: (id: string, state: State, rows: ReadonlyMap<string, Versioned<State>>) => void;
}

/** A store for tests and demos: it forgets everything when the process ends. */
export interface MemoryStore<State, Event> extends StateStore<State, Event>, Outbox<Event> {
  readonly rows: ReadonlyMap<string, Versioned<State>>;
}

export function memoryStore<State, Event>(
  options: MemoryStoreOptions<State> = {},
): MemoryStore<State, Event> {
  const { guard = () => {} } = options;
  const rows = new Map<string, Versioned<State>>();
  let messages: OutboxMessage<Event>[] = [];

  return {
    rows,
    async load(id) {
      return structuredClone(rows.get(id));
    },
    async save(id, { state, events, expectedVersion }) {
      const actual = rows.get(id)?.version ?? 0;
      if (actual !== expectedVersion) throw new VersionConflictError(id, expectedVersion, actual);
      guard(id, state, rows);
      const version = actual + 1;
      rows.set(id, structuredClone({ state, version }));
      messages.push(...structuredClone(toMessages(id, version, events)));
      return version;
    },
    async pending(limit) {
      return structuredClone(messages.slice(0, limit));
    },
    async acknowledge(published) {
      const gone = new Set(published.map(({ id }) => id));
      messages = messages.filter(({ id }) => !gone.has(id));
    },
  };
}
