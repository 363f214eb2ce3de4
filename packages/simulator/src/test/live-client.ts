import { once } from "node:events";
import { WebSocket } from "ws";
import type { CmlSimulator } from "../cml/simulated-controller.ts";

/** One connection to the live feed of a controller. */
export interface LiveClient extends AsyncDisposable {
  readonly socket: WebSocket;
  /** Resolves with code and reason. */
  readonly closed: Promise<readonly [code: number, reason: string]>;
  /** The next message that no one took yet. */
  next(): Promise<LiveMessage>;
  /** The next one of this type; those before it are dropped. */
  nextOf(type: string): Promise<LiveMessage>;
}

/** A message, parsed if it is JSON. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into messages of every shape
export type LiveMessage = any;

/** Connects, and says this first, which the controller has heard when this resolves; says nothing without it. */
export async function listenLive(
  cml: Pick<CmlSimulator, "url" | "identity">,
  hello?: unknown,
): Promise<LiveClient> {
  const socket = new WebSocket(`${cml.url.replace("http", "ws")}/ws/ui`, { ca: cml.identity.cert });
  const waiting: LiveMessage[] = [];
  let arrived = Promise.withResolvers<void>();
  socket.on("message", (data) => {
    waiting.push(read(String(data)));
    arrived.resolve();
    arrived = Promise.withResolvers();
  });
  const closed = once(socket, "close").then(([code, reason]) => [code, String(reason)] as const);
  await once(socket, "open");
  if (hello !== undefined) {
    socket.send(typeof hello === "string" ? hello : JSON.stringify(hello));
    // Frames are taken in order: the answer to the second tells that the first has arrived.
    socket.ping();
    await Promise.race([once(socket, "pong"), closed]);
  }
  const next = async (): Promise<LiveMessage> => {
    while (waiting.length === 0) await arrived.promise;
    return waiting.shift();
  };
  return {
    socket,
    closed,
    next,
    async nextOf(type) {
      for (;;) {
        const message = await next();
        if (message.event_type === type) return message;
      }
    },
    async [Symbol.asyncDispose]() {
      socket.terminate();
      await closed;
    },
  };
}

function read(text: string): LiveMessage {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
