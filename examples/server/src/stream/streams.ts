import { randomUUID } from "node:crypto";
import type { Fleet } from "@cml-fleet/core";
import { createSession } from "better-sse";
import type { Request, RequestHandler, Response } from "express";
import { parsed } from "../http/parsed.ts";
import { type ClientStream, clientStream } from "./client-stream.ts";
import { type EventTail, followEvents } from "./event-tail.ts";
import { sequenceIn } from "./position.ts";
import { responseSink } from "./response-sink.ts";
import { snapshots } from "./snapshots.ts";
import { streamQuery } from "./stream-filter.ts";

/** Every live stream of this process. */
export interface Streams {
  readonly handler: RequestHandler;
  /** Says goodbye to every client and ends its stream. */
  close(): void;
}

/** How streams are kept alive, and when they are not. */
export interface StreamsOptions {
  /** Time between two heartbeats, in milliseconds. @defaultValue 30_000 */
  readonly heartbeatMs?: number;
  /**
   * How long a client may take nothing of what waits for it before it is cut off, in milliseconds. It loses nothing:
   * when it comes back, it says where it was. @defaultValue 120_000
   */
  readonly stallMs?: number;
}

/** How soon a client may come back, in milliseconds. */
const RETRY_MS = 2_000;

export async function openStreams(fleet: Fleet, options: StreamsOptions = {}): Promise<Streams> {
  const { heartbeatMs = 30_000, stallMs = 120_000 } = options;
  const tail = await followEvents(fleet.events);
  const open = new Map<ClientStream, Response>();

  async function connect(request: Request, response: Response): Promise<void> {
    const { last_event_id, ...filter } = parsed(streamQuery, request.query);
    if (request.method === "HEAD") {
      // Only what a stream would look like: whoever asks wants to hear the end of it.
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" }).end();
      return;
    }
    const after = await placeOf(request.get("last-event-id") || last_event_id, tail);
    const session = await createSession(request, response, { keepAlive: null, retry: RETRY_MS });
    // A client that left meanwhile has been heard leaving already.
    if (response.destroyed) return;

    const sink = responseSink(session, response, { logId: tail.logId, stallMs });
    const stream = clientStream({ tail, sink, filter, after, snapshots: () => snapshots(fleet, filter) });
    const heartbeat = setInterval(() => stream.beat(), heartbeatMs);
    open.set(stream, response);
    response.once("close", () => {
      clearInterval(heartbeat);
      stream.end();
      open.delete(stream);
    });
    stream.say("connected", { status: "connected", client_id: randomUUID() });
  }

  return {
    handler: connect,
    close() {
      tail.close();
      for (const [stream, response] of open) {
        stream.say("system.sse.shutdown", { message: "The service stops; come back in a moment." });
        stream.end();
        response.end();
      }
    },
  };
}

/** The sequence to go on from: the newest for a client that is new, and none for one whose place is not here. */
async function placeOf(position: string | undefined, tail: EventTail): Promise<number | undefined> {
  if (!position) return tail.last;
  const sequence = sequenceIn(tail.logId, position);
  return sequence !== undefined && (await tail.reaches(sequence)) ? sequence : undefined;
}
