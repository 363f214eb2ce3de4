import type { OutboxMessage } from "./store.ts";
import type { Timestamp } from "./time.ts";

/** A published fact, at its place in the one global order. */
export interface LoggedEvent<Event> extends OutboxMessage<Event> {
  /** Grows with each appended fact; never used twice, not even after {@link EventLog.trim}. */
  readonly sequence: number;
  readonly recordedAt: Timestamp;
}

/** Which log it is, and which part of it is still there. An empty log has `first = last + 1`. */
export interface EventLogBounds {
  /**
   * Random; made with the log and kept with it for as long as it lasts. A sequence says something only together with
   * it: a log that was made anew counts from 1 again. 64 letters, digits and hyphens at most.
   */
  readonly logId: string;
  /** Sequence of the oldest fact kept; 1 for a log that is new. */
  readonly first: number;
  /** Sequence of the newest fact ever appended; 0 for a log that is new. */
  readonly last: number;
}

/** Every published fact, in one order for all readers: what live streams replay. */
export interface EventLog<Event> {
  /**
   * Appends the messages in the order given; a message whose id was appended before is left out.
   *
   * @returns Those that were new, with their sequences. All of them are in the log, or none.
   */
  append(messages: readonly OutboxMessage<Event>[], recordedAt: Timestamp): Promise<LoggedEvent<Event>[]>;

  /** Facts whose sequence is greater than `after`, oldest first. A reader sees no gap that is filled later. */
  read(range: { readonly after: number; readonly limit: number }): Promise<LoggedEvent<Event>[]>;

  bounds(): Promise<EventLogBounds>;

  /** Forgets the facts up to and including sequence `through`. Message ids stay known for as long as their facts. */
  trim(through: number): Promise<void>;
}
