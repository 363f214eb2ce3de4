import type { CmlFallenNode } from "./fallen-node.ts";

/** Where a node is, while somebody waits for its lab. */
export interface CmlNodeProgress {
  readonly id: string;
  /** `null` is unknown. */
  readonly label: string | null;
  /** `DEFINED_ON_CORE`, `STOPPED`, `QUEUED`, `STARTED`, `BOOTED` or `DISCONNECTED`; other words pass. */
  readonly state: string;
}

/** Remembers the nodes of one lab. */
export interface NodeTracker {
  /** Takes note of all of them. Says whether anything changed. */
  observeAll(states: Readonly<Record<string, string>>): boolean;
  /**
   * Takes note of one. Says whether that changed anything: not before all are known, but that it ran is remembered until
   * they are.
   */
  observe(id: string, state: string): boolean;
  name(id: string, label: string | null): void;
  nodes(): CmlNodeProgress[];
  /** Those that ran since they are watched, and do not now. */
  fallen(): CmlFallenNode[];
}

const RUNNING: ReadonlySet<string> = new Set(["STARTED", "BOOTED"]);
const DOWN: ReadonlySet<string> = new Set(["STOPPED", "DISCONNECTED", "DEFINED_ON_CORE"]);

/** Whether a node in this state is neither off nor lost. */
export function isUp(state: string): boolean {
  return !DOWN.has(state);
}

export function createNodeTracker(): NodeTracker {
  const states = new Map<string, string>();
  const ranAs = new Map<string, string>();
  const labels = new Map<string, string | null>();
  const note = (id: string, state: string) => {
    const isNew = states.get(id) !== state;
    states.set(id, state);
    if (RUNNING.has(state)) ranAs.set(id, state);
    return isNew;
  };
  return {
    observeAll(present) {
      let changed = false;
      for (const id of [...states.keys()]) {
        if (!Object.hasOwn(present, id)) changed = states.delete(id);
      }
      for (const [id, state] of Object.entries(present)) changed = note(id, state) || changed;
      return changed;
    },
    observe(id, state) {
      if (states.has(id)) return note(id, state);
      if (RUNNING.has(state)) ranAs.set(id, state);
      return false;
    },
    name: (id, label) => void labels.set(id, label),
    nodes: () => Array.from(states, ([id, state]) => ({ id, label: labels.get(id) ?? null, state })),
    fallen: () =>
      Array.from(states).flatMap(([id, to]) => {
        const from = ranAs.get(id);
        if (from === undefined || isUp(to)) return [];
        return [{ id, label: labels.get(id) ?? null, from, to }];
      }),
  };
}
