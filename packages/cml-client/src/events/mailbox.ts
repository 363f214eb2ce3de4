import type { CmlEvent } from "./event.ts";

/** Holds the events of one iterator until it takes them. */
export interface Mailbox {
  /** Puts one in. When there is no room, all that waits is dropped for one `resync`: a part of it would mislead. */
  put(event: CmlEvent): void;
  /** Ends it at once: what waits is dropped. */
  end(): void;
  /** Ends it with an error, once what waits is taken. */
  fail(error: unknown): void;
  take(): Promise<IteratorResult<CmlEvent, undefined>>;
}

type Taken = IteratorResult<CmlEvent, undefined>;

/** A mailbox for so many events. */
export function createMailbox(limit: number): Mailbox {
  let waiting: CmlEvent[] = [];
  let takers: PromiseWithResolvers<Taken>[] = [];
  let ending: { readonly error?: unknown } | undefined;

  const makeRoom = () => {
    // Of an overflow before this one, which nobody has heard of yet, the count goes on.
    const [first] = waiting;
    const isLoss = first?.type === "resync" && first.reason === "overflow";
    const dropped = isLoss ? first.dropped + waiting.length - 1 : waiting.length;
    waiting = [{ type: "resync", reason: "overflow", dropped }];
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
    put(event) {
      if (ending) return;
      const taker = takers.shift();
      if (taker) return taker.resolve({ done: false, value: event });
      if (waiting.length >= limit) makeRoom();
      waiting.push(event);
    },
    end() {
      waiting = [];
      if (ending) ending = {};
      finish({});
    },
    fail: (error) => finish({ error }),
    async take() {
      const value = waiting.shift();
      if (value) return { done: false, value };
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
