import type { CmlEvent } from "./event.ts";

/** Holds the events of one iterator until it takes them. */
export interface Mailbox {
  /**
   * Puts one in, with the size it came in. When there is no room, all that waits is dropped for one `resync`: a part of it
   * would mislead. The one itself always finds room after that.
   */
  put(event: CmlEvent, bytes: number): void;
  /** Ends it at once: what waits is dropped. */
  end(): void;
  /** Ends it with an error, once what waits is taken. */
  fail(error: unknown): void;
  take(): Promise<IteratorResult<CmlEvent, undefined>>;
}

/** What waits may not exceed either of these. */
export interface MailboxLimits {
  readonly events: number;
  readonly bytes: number;
}

interface Waiting {
  readonly event: CmlEvent;
  readonly bytes: number;
}

type Taken = IteratorResult<CmlEvent, undefined>;

/** A mailbox for so much. */
export function createMailbox(limits: MailboxLimits): Mailbox {
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let takers: PromiseWithResolvers<Taken>[] = [];
  let ending: { readonly error?: unknown } | undefined;

  const makeRoom = () => {
    // Of an overflow before this one, which nobody has heard of yet, the count goes on.
    const first = waiting[0]?.event;
    const isLoss = first?.type === "resync" && first.reason === "overflow";
    const dropped = isLoss ? first.dropped + waiting.length - 1 : waiting.length;
    waiting = [{ event: { type: "resync", reason: "overflow", dropped }, bytes: 0 }];
    waitingBytes = 0;
  };
  const finish = (how: { readonly error?: unknown }) => {
    if (ending) return;
    const [first, ...others] = takers;
    takers = [];
    // Told once: who asks again hears that it is over.
    const told = first !== undefined && "error" in how;
    ending = told ? {} : how;
    if (told) first.reject(how.error);
    else first?.resolve({ done: true, value: undefined });
    for (const taker of others) taker.resolve({ done: true, value: undefined });
  };

  return {
    put(event, bytes) {
      if (ending) return;
      const taker = takers.shift();
      if (taker) return taker.resolve({ done: false, value: event });
      const isTooMuch = waiting.length >= limits.events || waitingBytes + bytes > limits.bytes;
      if (isTooMuch && waiting.length > 0) makeRoom();
      waiting.push({ event, bytes });
      waitingBytes += bytes;
    },
    end() {
      waiting = [];
      waitingBytes = 0;
      if (ending) ending = {};
      finish({});
    },
    fail: (error) => finish({ error }),
    async take() {
      const next = waiting.shift();
      if (next) {
        waitingBytes -= next.bytes;
        return { done: false, value: next.event };
      }
      if (ending) {
        const { error } = ending;
        const failed = "error" in ending;
        ending = {};
        if (failed) throw error;
        return { done: true, value: undefined };
      }
      const taker = Promise.withResolvers<Taken>();
      takers.push(taker);
      return taker.promise;
    },
  };
}
