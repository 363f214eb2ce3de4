import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer, type Server as TlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import { discardRest } from "./discard-rest.ts";
import { endWith, hasPath, refuseBytes, refuseRequest } from "./malformed.ts";
import { noteUnder } from "./reset-connection.ts";
import { WebSocketAwareRequest } from "./websocket-requests.ts";

/** Certificate and key, PEM. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

export interface LoopbackServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** HTTPS with this identity; plain HTTP without. */
  readonly identity?: TlsIdentity;
  readonly onRequest: RequestListener;
  /** Asked for a WebSocket; without, and when asked for any other protocol, requests are answered as usual. */
  readonly onUpgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Sees every TCP connection before a byte is read, and may destroy it. */
  readonly onConnection?: (socket: Socket) => void;
}

export interface LoopbackServer {
  readonly port: number;
  /** Shows another certificate to connections made from now on. */
  renew(identity: TlsIdentity): void;
  /** Stops listening and cuts what is open; resolves when the port is free again. */
  close(): Promise<void>;
}

/** Clients of a simulator idle between polls: keep their connections longer than the usual poll. */
const keepAliveTimeoutMs = 65_000;

/** Listens, with HTTPS or without. Rejects when the port is taken. */
export async function listenOnLoopback(options: LoopbackServerOptions): Promise<LoopbackServer> {
  const { host, identity, onRequest, onUpgrade, onConnection } = options;
  const answering: RequestListener = (request, response) => {
    response.once("finish", () => discardRest(request));
    if (hasPath(request)) onRequest(request, response);
    else refuseRequest(response);
  };
  const how = { IncomingMessage: WebSocketAwareRequest };
  const server = identity
    ? createTlsServer({ ...how, ...identity }, answering)
    : createServer(how, answering);
  server.keepAliveTimeout = keepAliveTimeoutMs;
  server.on("clientError", refuseBytes);
  if (onUpgrade)
    server.on("upgrade", (request, socket, head) => {
      socket.on("error", () => socket.destroy());
      if (hasPath(request)) onUpgrade(request, socket, head);
      else endWith(socket, 400);
    });
  // A handshake in progress is not among the connections closeAllConnections knows.
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    onConnection?.(socket);
  });
  server.on("secureConnection", (socket: TLSSocket) => noteUnder(socket, sockets));
  await listening(server, host, options.port);

  return {
    port: (server.address() as AddressInfo).port,
    renew(next) {
      if ("setSecureContext" in server) server.setSecureContext({ ...next });
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function listening(server: Server | TlsServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
