import { once } from "node:events";
import { createEventBuffer, type Session } from "better-sse";
import type { Response } from "express";
import type { StreamSink } from "./client-stream.ts";
import { positionAt } from "./position.ts";

export interface ResponseSinkOptions {
  /** The log that sequences are counted in. */
  readonly logId: string;
  /** A client that takes nothing of what waits for it for so long is cut off, in milliseconds. */
  readonly stallMs: number;
}

/** Writes to a client that is connected. */
export function responseSink(session: Session, response: Response, options: ResponseSinkOptions): StreamSink {
  const { logId, stallMs } = options;
  let stalled: ReturnType<typeof setTimeout> | undefined;
  const moved = () => {
    clearTimeout(stalled);
    stalled = undefined;
  };
  response.on("drain", moved);
  response.once("close", () => {
    moved();
    response.off("drain", moved);
  });

  return {
    write(name, data, sequence) {
      if (response.destroyed || response.writableEnded) return;
      const buffer = createEventBuffer();
      buffer.event(name);
      if (sequence !== undefined) buffer.id(positionAt(logId, sequence));
      void session.batch(buffer.data(data).dispatch());
      if (response.writableNeedDrain) stalled ??= setTimeout(() => response.destroy(), stallMs);
    },
    get keepsUp() {
      return !response.writableNeedDrain;
    },
    async ready() {
      if (!response.writableNeedDrain || response.destroyed) return;
      // Whichever comes first, the other must not go on listening: one response is waited for very often.
      const waiting = new AbortController();
      const { signal } = waiting;
      try {
        await Promise.race([once(response, "drain", { signal }), once(response, "close", { signal })]);
      } finally {
        waiting.abort();
      }
    },
  };
}
