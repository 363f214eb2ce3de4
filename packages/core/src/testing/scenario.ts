import assert from "node:assert/strict";
import type { Aggregate } from "../kernel/aggregate.ts";

/** What has happened so far. */
export interface Scenario<State, Event> {
  when(decide: (state: State) => readonly Event[]): Outcome<Event>;
}

/** What a decision is expected to lead to. */
export interface Outcome<Event> {
  /** Exactly these facts, in this order. */
  then(...expected: readonly Event[]): void;
  thenNothing(): void;
  /** The decision throws an error with this `code`. */
  thenRefused(code: string): void;
}

/**
 * Given facts, when a decision is made, then these facts follow.
 *
 * @example
 * ```ts
 * given(workerAggregate, registered, launched).when((worker) => observeInstance(worker, sight)).then(running);
 * ```
 */
export function given<State, Event>(
  { evolve }: Aggregate<State, Event>,
  ...facts: readonly [NoInfer<Event>, ...NoInfer<Event>[]]
): Scenario<State, Event> {
  return {
    when(decide) {
      const outcome = () => decide(facts.reduce<State | undefined>(evolve, undefined) as State);
      return {
        // biome-ignore lint/suspicious/noThenProperty: reads as given/when/then; never awaited
        then: (...expected) => assert.deepEqual(outcome(), expected),
        thenNothing: () => assert.deepEqual(outcome(), []),
        thenRefused: (code) => assert.throws(outcome, { code }),
      };
    },
  };
}
