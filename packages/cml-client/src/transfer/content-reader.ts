import type { CmlContentUpload } from "../api/upload.ts";
import { brokenContent, unreadable } from "./broken-content.ts";

/** Reads a content, and can stop at any time. */
export interface ContentReader {
  /** The next chunk; `undefined` at the end. @throws CmlError, or an Error when it was cancelled */
  next(): Promise<Uint8Array | undefined>;
  /** Ends a wait that the content may never end. */
  cancel(): void;
  /** Lets the content go, unless it came to its end. */
  close(): void;
}

/** Nothing of the content is touched before {@link ContentReader.next}. */
export function createContentReader(content: CmlContentUpload["content"]): ContentReader {
  let source: AsyncIterator<Uint8Array> | undefined;
  let ended = false;
  let cancelled = false;
  let stopWaiting: (() => void) | undefined;

  // A race would keep its losers: thousands of them by the end of a file.
  const step = () =>
    new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
      stopWaiting = () => reject(new Error("The upload is over."));
      if (cancelled) return stopWaiting();
      const fail = (cause: unknown) => reject(unreadable(cause));
      try {
        source ??= content[Symbol.asyncIterator]();
        // Not every iterator is as async as it says.
        Promise.resolve(source.next()).then(resolve, fail);
      } catch (cause) {
        fail(cause);
      }
    });

  return {
    async next() {
      const { done, value } = Object(await step());
      ended = done === true;
      if (ended) return undefined;
      if (value instanceof Uint8Array) return value;
      throw brokenContent("The content gives something else than bytes");
    },
    cancel() {
      cancelled = true;
      stopWaiting?.();
    },
    close() {
      // Not waited for: a content that hangs would answer with its next chunk.
      if (!ended) void (async () => source?.return?.())().catch(() => {});
    },
  };
}

/** Ends a content that will not be read to its end. */
export function abandon(content: CmlContentUpload["content"]): void {
  // A stream is torn down at once; asking its iterator to return would wait for the next chunk.
  const { destroy } = content as { destroy?: unknown };
  if (typeof destroy === "function") destroy.call(content);
}
