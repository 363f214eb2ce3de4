/** Counts calls by name. */
export interface CallCounter {
  add(name: string): void;
  /** Calls of that name; of every name without one. */
  count(name?: string): number;
  byName(): Readonly<Record<string, number>>;
  reset(): void;
}

/** What is called that is not there is counted by this name: its own could be any, and each another one. */
export const unknownCall = "unknown";

export function callCounter(): CallCounter {
  const counts = new Map<string, number>();
  return {
    add: (name) => void counts.set(name, (counts.get(name) ?? 0) + 1),
    count: (name) =>
      name === undefined
        ? [...counts.values()].reduce((sum, count) => sum + count, 0)
        : (counts.get(name) ?? 0),
    byName: () => Object.fromEntries(counts),
    reset: () => counts.clear(),
  };
}
