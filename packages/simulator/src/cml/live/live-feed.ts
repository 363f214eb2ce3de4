import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { unknownCall } from "../../http/call-counter.ts";
import { endWith } from "../../http/malformed.ts";
import { requestUrl } from "../../http/request-url.ts";
import { delay } from "../../http/respond.ts";
import { isSpoiler } from "../cml-faults.ts";
import { happen } from "../incidents.ts";
import type { RequestHandlerOptions } from "../request-handler.ts";
import { audience } from "./audience.ts";
import { spoilHandshake } from "./handshake.ts";
import { isLeftOut, type LiveClientName } from "./left-out.ts";
import { createListener, type Listener } from "./listener.ts";
import { sendOrCut } from "./send-or-cut.ts";

/** What goes wrong with the live feed, at once and with every connection that there is. */
export interface LiveFaults {
  /** Connections there are; one whose client leaves more than 16 MiB unread is cut. */
  readonly connections: number;
  /** Cuts them, without a goodbye. */
  drop(): void;
  /** They stay, and hear nothing more. New ones do. */
  stall(): void;
  /** Sends them this text, which need not be an event. */
  say(text: string): void;
}

export interface LiveFeed {
  readonly faults: LiveFaults;
  onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Cuts everything. */
  close(): void;
}

export interface LiveFeedOptions extends Omit<RequestHandlerOptions, "disturbed"> {
  renewCertificate(): Promise<void>;
  /** How often the load is told, in milliseconds. */
  readonly statsMs?: number;
  /** For whom events are left out. */
  readonly liveFor?: LiveClientName;
}

const name = "GET /ws/ui";
/** How often somebody looks at the clock, which may be one that jumps; in milliseconds of real time. */
const lookMs = 50;
const longestMessage = 64 * 1024;

/** Tells what happens on a controller, over WebSockets at `/ws/ui`. */
export function liveFeed(options: LiveFeedOptions): LiveFeed {
  const { controller, phase, requests, log, faults, signal, statsMs = 3_300, liveFor } = options;
  const { news } = controller;
  const server = new WebSocketServer({ noServer: true, maxPayload: longestMessage });
  const listeners = new Map<WebSocket, Listener>();
  let stop = (): void => {};

  const begin = (): void => {
    const audienceOf = audience(controller);
    const unlisten = news.listen((event) => {
      if (isLeftOut(event, liveFor)) return;
      const hears = audienceOf(event);
      const text = JSON.stringify(event);
      for (const listener of listeners.values()) {
        const { userId } = listener;
        if (userId !== undefined && hears(userId) && listener.wants(event)) listener.tell(text);
      }
    });
    const timer = setInterval(() => {
      news.catchUp();
      for (const listener of listeners.values()) listener.look();
    }, lookMs);
    stop = () => {
      clearInterval(timer);
      unlisten();
    };
  };
  const forget = (socket: WebSocket): void => {
    if (listeners.delete(socket) && listeners.size === 0) stop();
  };
  const welcome = (socket: WebSocket, tokenEnds: boolean): void => {
    // What happened before is not for who comes now.
    news.catchUp();
    if (listeners.size === 0) begin();
    listeners.set(socket, createListener({ controller, socket, statsMs, tokenEnds }));
    socket.once("close", () => forget(socket));
  };
  const shakeHands = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const { pathname } = requestUrl(request);
    const operation = pathname === "/ws/ui" ? name : unknownCall;
    requests.add(operation);
    log.keep({ operation, method: "GET", path: request.url ?? "/" });
    if (operation !== name) return endWith(socket, 404);
    const due = faults.take(name).map(({ fault }) => fault);
    await delay(due, signal);
    const spoiler = due.find(isSpoiler);
    if (spoiler) return spoilHandshake(socket, spoiler);
    if (phase() === "proxy only") return endWith(socket, 502);
    server.handleUpgrade(request, socket, head, (opened: WebSocket) => {
      welcome(
        opened,
        due.some(({ kind }) => kind === "expired token"),
      );
      happen(due, {
        // There is no token yet: its listener ends the one that comes.
        "expired token": () => {},
        "certificate change": options.renewCertificate,
        "live drop": feed.drop,
        "live silence": feed.stall,
      }).catch(() => opened.terminate());
    });
  };
  const feed: LiveFaults = {
    get connections() {
      return server.clients.size;
    },
    drop() {
      for (const socket of server.clients) socket.terminate();
    },
    stall() {
      for (const socket of [...listeners.keys()]) forget(socket);
    },
    say(text) {
      for (const socket of server.clients) sendOrCut(socket, text);
    },
  };
  return {
    faults: feed,
    onUpgrade(request, socket, head) {
      shakeHands(request, socket, head).catch(() => socket.destroy());
    },
    close() {
      for (const socket of server.clients) socket.terminate();
      listeners.clear();
      stop();
      server.close();
    },
  };
}
