import type { CmlContentUpload } from "../api/upload.ts";
import type { CmlError } from "../errors.ts";
import { unreadable } from "./broken-content.ts";

/** A content that is not read yet, and may fail all the same: a file that cannot be opened, say. */
export interface WatchedContent {
  /** What it failed with, so far. */
  readonly failure: CmlError | undefined;
  /** Rejects when it fails; never resolves. */
  readonly failed: Promise<never>;
}

/** Listens at once: the error of a stream that nobody listens to ends the process. */
export function watchContent(content: CmlContentUpload["content"]): WatchedContent {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {
    // Whoever asks hears of it; the reader of the content does in any case.
  });
  let failure: CmlError | undefined;
  const fail = (cause: unknown) => {
    failure ??= unreadable(cause);
    reject(failure);
  };
  const { on, errored } = content as { on?: unknown; errored?: unknown };
  if (errored) fail(errored);
  // For good: a stream that is torn down may have one more error to tell.
  if (typeof on === "function") on.call(content, "error", fail);
  return {
    get failure() {
      return failure;
    },
    failed: promise,
  };
}
