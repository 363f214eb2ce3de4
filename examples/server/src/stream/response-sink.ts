import { once } from "node:events";
import { createEventBuffer, type Session } from "better-sse";
import type { Response } from "express";
import type { StreamSink } from "./client-stream.ts";
import { positionAt } from "./position.ts";

/** Writes to a client that is connected. `logId`: the log that sequences are counted in. */
export function responseSink(session: Session, response: Response, logId: string): StreamSink {
  return {
    write(name, data, sequence) {
      if (response.destroyed || response.writableEnded) return;
      const buffer = createEventBuffer();
      buffer.event(name);
      if (sequence !== undefined) buffer.id(positionAt(logId, sequence));
      void session.batch(buffer.data(data).dispatch());
    },
    get keepsUp() {
      return !response.writableNeedDrain;
    },
    async ready() {
      if (!response.writableNeedDrain || response.destroyed) return;
      await Promise.race([once(response, "drain"), once(response, "close")]);
    },
  };
}
