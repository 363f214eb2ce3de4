import type { EventPage, Fleet, FleetEvent } from "@cml-fleet/core";

/** An event at its place in the log. */
export type Logged = EventPage["events"][number];

/** The end of the event log, as this process knows it, shared by all streams. */
export interface EventTail {
  /** Which log it is. */
  readonly logId: string;
  /** Sequence of the newest event known here. */
  readonly last: number;
  /** Events behind `after`, oldest first, 200 at most; from memory while they are recent. */
  read(after: number): Promise<readonly Logged[]>;
  /** Whether everything behind `after` can still be read. */
  reaches(after: number): Promise<boolean>;
  /** Hears when the log grew, and each event that is in no log. @returns Ends it. */
  listen(listener: TailListener): () => void;
  close(): void;
}

export interface TailListener {
  grown(): void;
  ephemeral(event: FleetEvent): void;
}

const PAGE = 200;
/** Events kept in memory, so that streams which keep up cost the store one read altogether. */
const RECENT = 1_000;
/** When to look again after the store could not be read, in milliseconds. */
const RETRY_MS = 1_000;

/** Follows the event log from its present end. */
export async function followEvents(events: Fleet["events"]): Promise<EventTail> {
  const listeners = new Set<TailListener>();
  let recent: Logged[] = [];
  const { logId, last: end } = await events.bounds();
  let last = end;
  let known = last;
  let reading: Promise<void> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  async function catchUp(): Promise<void> {
    while (known > last) {
      const page = await events.read({ after: last, limit: PAGE });
      const newest = page.events.at(-1);
      if (!newest) return;
      recent = [...recent, ...page.events].slice(-RECENT);
      last = newest.sequence;
      for (const listener of listeners) listener.grown();
    }
  }

  function follow(): void {
    reading ??= catchUp().then(
      () => {
        reading = undefined;
      },
      () => {
        reading = undefined;
        retry = setTimeout(follow, RETRY_MS);
      },
    );
  }

  const unsubscribe = events.subscribe((message) => {
    if (message.kind === "logged") {
      known = Math.max(known, message.sequence);
      follow();
      return;
    }
    const tell = () => {
      for (const listener of listeners) listener.ephemeral(message.event);
    };
    // An ephemeral event tells what came of the facts before it, so it must not overtake them.
    if (reading === undefined) tell();
    else void reading.then(tell);
  });

  return {
    logId,
    get last() {
      return last;
    },
    async read(after) {
      if (after >= last) return [];
      const first = recent[0]?.sequence;
      if (first !== undefined && after >= first - 1) {
        return recent.slice(recent.findIndex(({ sequence }) => sequence > after)).slice(0, PAGE);
      }
      return (await events.read({ after, limit: PAGE })).events;
    },
    async reaches(after) {
      const bounds = await events.bounds();
      return bounds.logId === logId && after >= bounds.first - 1 && after <= bounds.last;
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      unsubscribe();
      clearTimeout(retry);
    },
  };
}
