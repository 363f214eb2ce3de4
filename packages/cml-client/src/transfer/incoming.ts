import { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import { CmlError } from "../errors.ts";

/** A body that comes in, and the stream it is read from. */
export interface Incoming {
  /** Its errors are {@link CmlError}. Destroying it ends the download. */
  readonly stream: Readable;
  push(chunk: Buffer): void;
  end(): void;
  fail(error: CmlError): void;
}

/** What a body that comes in needs to know. */
export interface IncomingContext {
  /** Of the request: it stops reading from the socket while nobody reads the stream. */
  readonly controller: Dispatcher.DispatchController;
  /** Longest wait for the next bytes while somebody wants them, in milliseconds. */
  readonly stallMs: number;
  /** Makes the error of a body that stands still. */
  readonly stalled: () => CmlError;
  /** Makes the error of a body whose reader has gone. */
  readonly notWanted: (cause: Error | null) => CmlError;
  /** Called once, when all is there or nothing more will come, with why. */
  readonly onClose: (error: CmlError | undefined) => void;
}

export function createIncoming({
  controller,
  stallMs,
  stalled,
  notWanted,
  onClose,
}: IncomingContext): Incoming {
  let complete = false;
  // Runs only while bytes are wanted: whoever reads slowly may take all the time there is.
  let timer: NodeJS.Timeout | undefined;
  const stopTimer = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const stream = new Readable({
    read() {
      controller.resume();
      if (!complete) timer ??= setTimeout(() => void stream.destroy(stalled()), stallMs);
    },
    destroy(error, callback) {
      stopTimer();
      if (!complete) {
        const reason = CmlError.is(error) ? error : notWanted(error);
        controller.abort(reason);
        onClose(reason);
      }
      callback(error);
    },
  });
  // Who reads it hears of an error all the same; who has forgotten it should not end with the process.
  stream.on("error", () => {});
  return {
    stream,
    push(chunk) {
      timer?.refresh();
      if (stream.push(chunk)) return;
      stopTimer();
      controller.pause();
    },
    end() {
      complete = true;
      stopTimer();
      // Nothing can go wrong any more, though not everything is read yet.
      onClose(undefined);
      stream.push(null);
    },
    fail: (error) => void stream.destroy(error),
  };
}
