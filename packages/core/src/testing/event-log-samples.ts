import assert from "node:assert/strict";
import type { EventLog, LoggedEvent } from "../kernel/event-log.ts";
import { type OutboxMessage, toMessages } from "../kernel/store.ts";

export const at = "2026-01-02T03:04:05.678Z";
export const later = "2026-01-02T03:05:00.000Z";

export interface Noted {
  readonly note: string;
}

export const messages = (aggregateId: string, count: number, version = 1): OutboxMessage<Noted>[] => {
  const events = Array.from({ length: count }, (_, index) => ({ note: `${aggregateId} №${index}` }));
  return toMessages(aggregateId, version, events);
};

export async function extent(log: EventLog<Noted>) {
  const { first, last } = await log.bounds();
  return { first, last };
}

export const ids = (entries: readonly OutboxMessage<unknown>[]) => entries.map(({ id }) => id);
export const sequences = (entries: readonly LoggedEvent<unknown>[]) =>
  entries.map(({ sequence }) => sequence);

export function assertAscending(numbers: readonly number[]): void {
  for (const [index, number] of numbers.entries()) {
    assert.ok(number > (numbers[index - 1] ?? 0), `Sequence ${number} is not greater than the one before.`);
  }
}
