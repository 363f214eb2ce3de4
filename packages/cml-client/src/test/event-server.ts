import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { text } from "node:stream/consumers";
import type { ControllerIdentity } from "@cml-fleet/simulator";
import type { Received } from "./loopback.ts";
import { CLOSE, frame, TEXT, takeFrames } from "./web-socket-frames.ts";

/** One connection to `/ws/ui`, seen from the controller. */
export interface Peer {
  /** What the client said first. */
  readonly hello: Promise<{ readonly token: string; readonly client_uuid: string }>;
  /** The close frame of the client: its code; `undefined` when the connection ends without one. */
  readonly goodbye: Promise<number | undefined>;
  /** Resolves when the connection is gone. */
  readonly gone: Promise<unknown>;
  /** Sends one message, as JSON. */
  send(message: unknown): void;
  /** Sends one message, whatever it is. */
  sendText(text: string): void;
  /** Sends bytes as they are. */
  sendBytes(bytes: Uint8Array): void;
  close(code: number, reason?: string): void;
  /** Cuts the connection. */
  drop(): void;
}

/** A controller that has events to tell. */
export interface EventServer extends AsyncDisposable {
  readonly url: string;
  /** Connections so far. */
  readonly peers: readonly Peer[];
  /** The next connection; one that is there already counts if nobody took it. */
  peer(): Promise<Peer>;
}

/** How one behaves. */
export interface EventServerOptions {
  readonly identity?: ControllerIdentity;
  /** Answers other requests. @defaultValue 404 */
  readonly answer?: (request: Received, response: ServerResponse) => void;
  /** Called with each handshake; `false` leaves it to this function. */
  readonly onUpgrade?: (request: IncomingMessage, socket: Duplex) => boolean;
}

/** Starts one. */
export async function eventServer(options: EventServerOptions = {}): Promise<EventServer> {
  const { identity, onUpgrade = () => true } = options;
  const { answer = (_request, response) => void response.writeHead(404).end() } = options;
  const peers: Peer[] = [];
  const sockets = new Set<Duplex>();
  let taken = 0;
  let arrived = Promise.withResolvers<void>();
  const onRequest = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = "", url = "", headers } = request;
    answer({ method, url, headers, body: await text(request) }, response);
  };
  const server = identity ? createSecureServer(identity, onRequest) : createServer(onRequest);
  server.on("upgrade", (request: IncomingMessage, socket: Duplex) => {
    sockets.add(socket);
    socket.on("error", () => {}).once("close", () => sockets.delete(socket));
    if (!onUpgrade(request, socket)) return;
    peers.push(peerOn(request, socket));
    arrived.resolve();
    arrived = Promise.withResolvers();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `${identity ? "https" : "http"}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    peers,
    async peer() {
      const index = taken++;
      while (peers.length <= index) await arrived.promise;
      return peers[index] as Peer;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function peerOn(request: IncomingMessage, socket: Duplex): Peer {
  const hello = Promise.withResolvers<{ token: string; client_uuid: string }>();
  const goodbye = Promise.withResolvers<number | undefined>();
  let received: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    const { frames, rest } = takeFrames(Buffer.concat([received, chunk]));
    received = rest;
    for (const { opcode, payload } of frames) {
      if (opcode === TEXT) hello.resolve(JSON.parse(payload.toString()));
      if (opcode === CLOSE) goodbye.resolve(payload.length >= 2 ? payload.readUInt16BE(0) : 1_005);
    }
  });
  socket.once("end", () => socket.end());
  const gone = new Promise((resolve) => socket.once("close", resolve));
  void gone.then(() => goodbye.resolve(undefined));
  const accept = createHash("sha1")
    .update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest("base64");
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  return {
    hello: hello.promise,
    goodbye: goodbye.promise,
    gone,
    send: (message) => void socket.write(frame(TEXT, JSON.stringify(message))),
    sendText: (message) => void socket.write(frame(TEXT, message)),
    sendBytes: (bytes) => void socket.write(bytes),
    close(code, reason = "") {
      const body = Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]);
      socket.end(frame(CLOSE, body));
    },
    drop: () => void socket.destroy(),
  };
}
