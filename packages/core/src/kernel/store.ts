/** An aggregate as it is stored. */
export interface Versioned<State> {
  readonly state: State;
  /** 1 after the first save; grows by 1 with each. */
  readonly version: number;
}

/** What one decision changes. */
export interface Change<State, Event> {
  readonly state: State;
  /** Facts to publish, oldest first. */
  readonly events: readonly Event[];
  /** The version the change is based on; 0 for a new aggregate. */
  readonly expectedVersion: number;
}

/** Keeps aggregates as documents. */
export interface StateStore<State, Event> {
  load(id: string): Promise<Versioned<State> | undefined>;

  /**
   * Saves the state, and puts the events into the outbox, in one atomic step.
   *
   * @returns The new version.
   * @throws VersionConflictError when the stored version is not `expectedVersion`; nothing is saved.
   */
  save(id: string, change: Change<State, Event>): Promise<number>;
}

/** A fact on its way to the event log. */
export interface OutboxMessage<Event> {
  /** `<aggregate id>@<version>.<index>`: the same each time the message is delivered. */
  readonly id: string;
  readonly aggregateId: string;
  readonly version: number;
  readonly event: Event;
}

/** Events that were saved with a state and still have to be published. */
export interface Outbox<Event> {
  /** At most about `limit` messages; those of one aggregate come in the order they were saved. */
  pending(limit: number): Promise<OutboxMessage<Event>[]>;

  /** Forgets messages that were published. Forgetting one twice is fine. */
  acknowledge(messages: readonly OutboxMessage<Event>[]): Promise<void>;
}

/** Wraps the events of one save for the outbox. For implementers of a store. */
export function toMessages<Event>(
  aggregateId: string,
  version: number,
  events: readonly Event[],
): OutboxMessage<Event>[] {
  return events.map((event, index) => ({
    id: `${aggregateId}@${version}.${index}`,
    aggregateId,
    version,
    event,
  }));
}
