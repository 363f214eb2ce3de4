import { type KnownKeys, refuseUnknown } from "../known-keys.ts";
import { within } from "../options.ts";
import type { CmlEvent } from "./event.ts";
import type { Feed } from "./feed.ts";
import { createMailbox } from "./mailbox.ts";

/** How events are taken. */
export interface CmlEventsOptions {
  /** Ends the iteration, without an error. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Most events that wait to be taken. When there is no room for another one, all of them are dropped for one `resync`.
   * @defaultValue 1_000
   */
  readonly bufferSize?: number;
  /**
   * Most bytes of events that wait to be taken, in the size in which they came; one event always may. When there is no room,
   * the same happens. @defaultValue 16_777_216 (16 MiB)
   */
  readonly bufferBytes?: number;
}

/** Events, one after the other. Leaving the loop, or `return()`, ends it and takes back everything it holds. */
export interface CmlEventStream extends AsyncDisposable {
  /** @throws CmlError once, when it is hopeless: the credentials or the certificate are refused, say. */
  next(): Promise<IteratorResult<CmlEvent, undefined>>;
  return(): Promise<IteratorResult<CmlEvent, undefined>>;
  [Symbol.asyncIterator](): CmlEventStream;
}

/** Makes iterators over the events of a controller; see {@link CmlClient.events}. */
export type CmlEvents = (options?: CmlEventsOptions) => CmlEventStream;

const OPTIONS: KnownKeys<CmlEventsOptions> = { signal: true, bufferSize: true, bufferBytes: true };

/** The iterators of a client. All of them share one connection. */
export function createEvents(feed: Feed): CmlEvents {
  return (options = {}) => {
    refuseUnknown("the options of events", options, OPTIONS);
    const { signal, bufferSize = 1_000, bufferBytes = 16_777_216 } = options;
    within("bufferSize", bufferSize, 2, 1_000_000);
    within("bufferBytes", bufferBytes, 1, Number.MAX_SAFE_INTEGER);
    const mailbox = createMailbox({ events: bufferSize, bytes: bufferBytes });
    let leave: (() => void) | undefined;
    let begun = false;
    let greeted = false;

    const finish = () => {
      begun = true;
      signal?.removeEventListener("abort", finish);
      mailbox.end();
      leave?.();
    };
    const begin = () => {
      begun = true;
      if (signal?.aborted) return finish();
      signal?.addEventListener("abort", finish);
      leave = feed.join({
        tell(event, bytes) {
          const again = event.type === "connected" && greeted;
          if (event.type === "connected") greeted = true;
          mailbox.put(again ? { type: "resync", reason: "reconnected", dropped: 0 } : event, bytes);
        },
        end(error) {
          signal?.removeEventListener("abort", finish);
          if (error === undefined) mailbox.end();
          else mailbox.fail(error);
        },
      });
    };
    const stream: CmlEventStream = {
      async next() {
        if (!begun) begin();
        return mailbox.take();
      },
      async return() {
        finish();
        return { done: true, value: undefined };
      },
      async [Symbol.asyncDispose]() {
        finish();
      },
      [Symbol.asyncIterator]: () => stream,
    };
    return stream;
  };
}
