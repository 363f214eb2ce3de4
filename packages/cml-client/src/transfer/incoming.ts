import { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import type { CmlError } from "../errors.ts";

/** A body that comes in, and the stream it is read from. */
export interface Incoming {
  /** Its errors are {@link CmlError}. Destroying it ends the download. */
  readonly stream: Readable;
  push(chunk: Buffer): void;
  end(): void;
  fail(error: CmlError): void;
}

/**
 * @param controller Of the request: it stops reading from the socket while nobody reads the stream.
 * @param onClose Called once, when nothing more can happen to the stream.
 */
export function createIncoming(controller: Dispatcher.DispatchController, onClose: () => void): Incoming {
  let complete = false;
  const stream = new Readable({
    read: () => controller.resume(),
    destroy(error, callback) {
      if (!complete) controller.abort(error ?? new Error("The download is no longer wanted."));
      onClose();
      callback(error);
    },
  });
  // Who reads it hears of an error all the same; who has forgotten it should not end with the process.
  stream.on("error", () => {});
  return {
    stream,
    push(chunk) {
      if (!stream.push(chunk)) controller.pause();
    },
    end() {
      complete = true;
      // Nothing can go wrong any more, though not everything is read yet.
      onClose();
      stream.push(null);
    },
    fail: (error) => void stream.destroy(error),
  };
}
