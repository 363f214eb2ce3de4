/** What the update loop needs to know about a kind of aggregate. */
export interface Aggregate<State, Event> {
  /** Used in messages and as the collection or table name. */
  readonly name: string;
  readonly evolve: (state: State | undefined, event: Event) => State;
}
