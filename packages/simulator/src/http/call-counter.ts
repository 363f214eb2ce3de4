/** Names that are counted one by one, and how long they are: there are fewer and shorter ones, but callers may make up any. */
const nameLimit = 1_000;
const lengthLimit = 200;

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
  let others = 0;
  return {
    add(name) {
      const isKept = counts.has(name) || (counts.size < nameLimit && name.length <= lengthLimit);
      if (isKept) counts.set(name, (counts.get(name) ?? 0) + 1);
      else others += 1;
    },
    count: (name) =>
      name === undefined
        ? [...counts.values()].reduce((sum, count) => sum + count, others)
        : (counts.get(name) ?? 0),
    byName: () => Object.fromEntries(counts),
    reset() {
      counts.clear();
      others = 0;
    },
  };
}
