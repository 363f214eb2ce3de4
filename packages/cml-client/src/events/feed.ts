import { CmlError } from "../errors.ts";
import type { Lifetime } from "../transport/lifetime.ts";
import { type ConnectionContext, type FeedEvent, keepConnected } from "./keep-connected.ts";

/** Somebody for whom the connection is kept. */
export interface FeedMember {
  /** With the size in which the controller sent it, in bytes; 0 of what it did not send. */
  tell(event: FeedEvent, bytes: number): void;
  /** It is over: with an error when it is hopeless, without when the client closes. */
  end(error: unknown): void;
}

/** The one connection of a client to `/ws/ui`, for everybody who wants events. */
export interface Feed {
  /** Whether the controller has been heard on the present connection. */
  readonly connected: boolean;
  /** Takes part: the first connects, and when the last leaves, the connection ends. The answer leaves. */
  join(member: FeedMember): () => void;
  /** Hears what is told while others take part; `null` when there is no connection any more. The answer stops. */
  overhear(listener: (event: FeedEvent | null) => void): () => void;
}

/** The name of the connection in errors. */
const OPERATION = "GET /ws/ui";

/** A {@link Feed}. Nothing is opened before somebody joins. */
export function createFeed(context: ConnectionContext, lifetime: Lifetime): Feed {
  const members = new Set<FeedMember>();
  const listeners = new Set<(event: FeedEvent | null) => void>();
  let connected = false;
  let wanted: AbortController | undefined;

  const tell = (event: FeedEvent, bytes: number) => {
    if (event.type === "connected") connected = true;
    if (event.type === "disconnected") connected = false;
    for (const member of [...members]) member.tell(event, bytes);
    for (const listener of [...listeners]) listener(event);
  };
  const over = () => {
    connected = false;
    wanted = undefined;
    for (const listener of [...listeners]) listener(null);
  };
  const run = async (running: AbortController) => {
    const scope = { operation: OPERATION, signal: running.signal, lifetime };
    try {
      // Who left while another joined must not tell him of his own connection.
      await keepConnected(context, scope, (event, bytes) => void (wanted === running && tell(event, bytes)));
    } catch (error) {
      if (wanted !== running) return;
      over();
      const present = [...members];
      members.clear();
      const closed = CmlError.is(error, "closed");
      for (const member of present) member.end(closed ? undefined : error);
    }
  };

  return {
    get connected() {
      return connected;
    },
    join(member) {
      members.add(member);
      if (connected) member.tell({ type: "connected" }, 0);
      if (wanted === undefined) {
        wanted = new AbortController();
        void run(wanted);
      }
      return () => {
        if (!members.delete(member) || members.size > 0) return;
        wanted?.abort();
        over();
      };
    },
    overhear(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
