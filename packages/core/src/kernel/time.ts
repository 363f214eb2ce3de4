/** ISO 8601 in UTC with milliseconds, ending in `Z`, as `Date#toISOString` writes it. */
export type Timestamp = string;

/** Tells the time. Nothing in the core reads a clock of its own. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** The clock's time, as facts and wire formats carry it. */
export function timestamp(clock: Clock): Timestamp {
  return new Date(clock.now()).toISOString();
}

/** How long before `at` something happened, in milliseconds; negative when it happened later. */
export function elapsedMs(since: Timestamp, at: Timestamp): number {
  return Date.parse(at) - Date.parse(since);
}
