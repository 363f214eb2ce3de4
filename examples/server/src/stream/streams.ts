import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { Fleet, WorkerSnapshot } from "@cml-fleet/core";
import { createSession, type Session } from "better-sse";
import type { Request, RequestHandler, Response } from "express";
import { parsed } from "../http/parsed.ts";
import { type ClientStream, clientStream, type StreamSink } from "./client-stream.ts";
import { followEvents } from "./event-tail.ts";
import { type StreamFilter, streamQuery } from "./stream-filter.ts";

/** Every live stream of this process. */
export interface Streams {
  readonly handler: RequestHandler;
  /** Says goodbye to every client and ends its stream. */
  close(): void;
}

const HEARTBEAT_MS = 30_000;
/** How soon a client may come back, in milliseconds. */
const RETRY_MS = 2_000;

export async function openStreams(fleet: Fleet): Promise<Streams> {
  const tail = await followEvents(fleet.events);
  const open = new Map<ClientStream, Response>();

  async function connect(request: Request, response: Response): Promise<void> {
    const { last_event_id, ...filter } = parsed(streamQuery, request.query);
    const asked = sequenceIn(request.get("last-event-id") ?? last_event_id);
    const known = asked !== undefined && (await tail.reaches(asked));
    const after = known ? asked : tail.last;

    const session = await createSession(request, response, { keepAlive: null, retry: RETRY_MS });
    const stream = clientStream({ tail, sink: sinkOf(session, response), filter, after });
    const heartbeat = setInterval(
      () => stream.say("heartbeat", { timestamp: new Date().toISOString() }),
      HEARTBEAT_MS,
    );
    open.set(stream, response);
    session.once("disconnected", () => {
      clearInterval(heartbeat);
      stream.end();
      open.delete(stream);
    });
    stream.say("connected", { status: "connected", client_id: randomUUID() });
    if (asked !== undefined && !known) {
      stream.say("resync", {
        reason: "The events since then are no longer kept: take the snapshots that follow.",
      });
    }
    stream.greet(async (sink, send) => {
      for await (const snapshot of snapshots(fleet, filter)) {
        send("worker.snapshot", snapshotEvent(snapshot));
        await sink.ready();
      }
    });
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

/** How each worker is now: for this client only. */
async function* snapshots(
  fleet: Fleet,
  { worker_ids, event_types }: StreamFilter,
): AsyncGenerator<WorkerSnapshot> {
  if (event_types && !event_types.has("worker.snapshot")) return;
  let after: string | undefined;
  do {
    const page = await fleet.workers.list({ limit: 200, ...(after && { after }) });
    yield* page.workers.filter(({ id, status }) => status !== "terminated" && (worker_ids?.has(id) ?? true));
    after = page.next;
  } while (after !== undefined);
}

function snapshotEvent(snapshot: WorkerSnapshot) {
  return {
    specversion: "1.0",
    id: randomUUID(),
    source: "cml-fleet",
    type: "worker.snapshot",
    subject: snapshot.id,
    time: new Date().toISOString(),
    data: { worker_id: snapshot.id, ...snapshot, _reason: "initial" },
  };
}

function sinkOf(session: Session, response: Response): StreamSink {
  return {
    write(name, data, id) {
      if (session.isConnected) session.push(data, name, String(id));
    },
    async ready() {
      if (!response.writableNeedDrain || response.destroyed) return;
      await Promise.race([once(response, "drain"), once(response, "close")]);
    },
  };
}

/** A sequence of the log; `undefined` when there is none, or it is somebody else's id. */
function sequenceIn(id: string | undefined): number | undefined {
  if (id === undefined || id === "") return undefined;
  return /^\d{1,15}$/.test(id) ? Number(id) : Number.NaN;
}
