import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A client that reads when it is told to, and what the server has of it. */
export interface SlowClient {
  /** Paused: it takes nothing, so that soon nothing more fits between the two. */
  readonly socket: Socket;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  connections(): Promise<number>;
}

/** Serves one request for `path` of a client that does not read the answer. */
export async function slowClient(handler: RequestListener, path = "/"): Promise<SlowClient> {
  const server = createServer(handler).listen(0, "127.0.0.1");
  await once(server, "listening");
  const requested = once(server, "request") as Promise<[IncomingMessage, ServerResponse]>;
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1").pause();
  // A server that cuts the connection resets it.
  socket.on("error", () => {});
  onTestFinished(async () => {
    socket.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  const [request, response] = await requested;
  return {
    socket,
    request,
    response,
    connections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
      }),
  };
}
