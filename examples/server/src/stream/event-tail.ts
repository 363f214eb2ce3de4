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
  let closed = false;
  let retry: ReturnType<typeof setTimeout> | undefined;

  async function catchUp(): Promise<void> {
    try {
      while (known > last && !closed) await readOn();
    } catch {
      clearTimeout(retry);
      if (!closed) retry = setTimeout(follow, RETRY_MS);
    } finally {
      // In one step with the last look at what is known: what is announced from here on begins another read.
      reading = undefined;
    }
  }

  async function readOn(): Promise<void> {
    const page = (await events.read({ after: last, limit: PAGE })).events;
    const [oldest, newest] = [page[0], page.at(-1)];
    if (!oldest || !newest) {
      // All of it was trimmed before it could be read, or the store does not show it yet.
      const { first } = await events.bounds();
      if (first <= last + 1) throw new Error("What was announced cannot be read yet.");
      recent = [];
      last = first - 1;
    } else {
      // What is kept here has no gap, so that a stream which is behind one finds out from the store.
      recent = oldest.sequence === last + 1 ? [...recent, ...page].slice(-RECENT) : [...page];
      last = newest.sequence;
    }
    for (const listener of listeners) listener.grown();
  }

  function follow(): void {
    reading ??= Promise.resolve().then(catchUp);
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
  try {
    // What was announced between the first look and the subscription would otherwise wait for the next announcement.
    known = Math.max(known, (await events.bounds()).last);
    follow();
  } catch (error) {
    unsubscribe();
    throw error;
  }

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
      closed = true;
      unsubscribe();
      clearTimeout(retry);
    },
  };
}
