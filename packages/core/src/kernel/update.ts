import { CoreError } from "../errors.ts";
import type { Aggregate } from "./aggregate.ts";
import type { StateStore, Versioned } from "./store.ts";

/** Says what happens, given what is. Runs again after a version conflict, so it must not do I/O. */
export type Decide<State, Event> = (state: State | undefined) => readonly Event[];

/** How {@link update} goes about it. */
export interface UpdateOptions<State> {
  /** How many times to decide anew when someone else saved first. @defaultValue 3 */
  readonly attempts?: number;
  /** What the caller has just read, to save the first load. A conflict leads to a fresh load all the same. */
  readonly current?: Versioned<State>;
}

/** What {@link update} did. */
export interface Updated<State, Event> extends Versioned<State> {
  /** The facts that were saved; empty when nothing had to change. */
  readonly events: readonly Event[];
}

/**
 * Loads an aggregate, lets `decide` say what happens, and saves the outcome.
 *
 * @throws VersionConflictError when every attempt lost the race.
 */
export async function update<State, Event>(
  aggregate: Aggregate<State, Event>,
  store: StateStore<State, Event>,
  id: string,
  decide: Decide<State, Event>,
  options: UpdateOptions<State> = {},
): Promise<Updated<State, Event>> {
  const { attempts = 3 } = options;
  let current = options.current ?? (await store.load(id));
  for (let attempt = 1; ; attempt++) {
    try {
      return await updateOnce(aggregate, store, id, decide, current);
    } catch (error) {
      if (attempt >= attempts || !CoreError.is(error, "version_conflict")) throw error;
      current = await store.load(id);
    }
  }
}

/** For behaviours of aggregates that must exist: `update(…, (worker) => requestStop(known(worker, "worker", id), …))`. */
export function known<State>(state: State | undefined, kind: string, id: string): State {
  if (state === undefined) throw new CoreError(`There is no ${kind} ${id}.`, { code: "not_found" });
  return state;
}

/** Makes one decision out of several: each sees the state that the ones before it lead to. */
export function inTurn<State, Event>(
  { evolve }: Aggregate<State, Event>,
  ...decisions: readonly ((state: State) => readonly Event[])[]
): (state: State) => Event[] {
  return (start) => {
    let state = start;
    return decisions.flatMap((decide) => {
      const events = decide(state);
      state = events.reduce<State>(evolve, state);
      return events;
    });
  };
}

async function updateOnce<State, Event>(
  aggregate: Aggregate<State, Event>,
  store: StateStore<State, Event>,
  id: string,
  decide: Decide<State, Event>,
  current: Versioned<State> | undefined,
): Promise<Updated<State, Event>> {
  const events = decide(current?.state);
  const state = events.reduce<State | undefined>(aggregate.evolve, current?.state);
  if (state === undefined) throw new Error(`Nothing was decided for a new ${aggregate.name}.`);
  if (current && events.length === 0) return { ...current, events };

  const version = await store.save(id, { state, events, expectedVersion: current?.version ?? 0 });
  return { state, version, events };
}
