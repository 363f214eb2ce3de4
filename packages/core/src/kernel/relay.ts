import type { EventLog, LoggedEvent } from "./event-log.ts";
import type { LeaseStore } from "./lease.ts";
import type { Outbox } from "./store.ts";
import { type Clock, timestamp } from "./time.ts";

/** What {@link relay} moves, between what, and under whose name. */
export interface RelayOptions<Event> {
  readonly outbox: Outbox<Event>;
  readonly log: EventLog<Event>;
  readonly leases: LeaseStore;
  readonly clock: Clock;
  /** Names this process among those that share the stores. */
  readonly holder: string;
  /**
   * Told about each batch once it is in the log: the facts that were appended, which are none when a crash left them
   * there before.
   */
  readonly onRelayed: (events: readonly LoggedEvent<Event>[]) => Promise<void>;
}

const LEASE = "outbox-relay";
const LEASE_MS = 10_000;
const BATCH = 200;

/**
 * Moves every pending fact from the outbox to the event log, oldest first. One process at a time does it, so that the
 * facts of one aggregate keep their order. A fact is forgotten only once it is in the log; after a crash between the
 * two it is offered again, and the log recognises it by its message id.
 *
 * @returns How many facts were appended; 0 while another process holds the lease.
 */
export async function relay<Event>(options: RelayOptions<Event>): Promise<number> {
  const { outbox, leases, holder } = options;
  // Mostly there is nothing to do, and looking costs less than a lease.
  if ((await outbox.pending(1)).length === 0) return 0;
  let relayed = 0;
  for (;;) {
    const lease = await leases.acquire(LEASE, holder, LEASE_MS);
    if (lease === undefined) return relayed;
    const moved = await moveBatch(options).catch(async (error: unknown) => {
      // Another process may have more luck, and need not wait for the lease to run out.
      await leases.release(lease).catch(() => {});
      throw error;
    });
    if (moved === undefined) {
      await leases.release(lease);
      return relayed;
    }
    relayed += moved;
  }
}

/** @returns How many facts were new to the log; `undefined` when nothing was pending. */
async function moveBatch<Event>({
  outbox,
  log,
  clock,
  onRelayed,
}: RelayOptions<Event>): Promise<number | undefined> {
  const messages = await outbox.pending(BATCH);
  if (messages.length === 0) return undefined;
  const appended = await log.append(messages, timestamp(clock));
  await outbox.acknowledge(messages);
  await onRelayed(appended);
  return appended.length;
}
