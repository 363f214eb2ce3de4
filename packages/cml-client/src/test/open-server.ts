import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on loopback that hands over each request as it begins, before its body is there. */
export interface OpenServer extends AsyncDisposable {
  readonly url: string;
  /** Method and path of everything asked for so far. */
  readonly asked: readonly string[];
}

export async function openServer(
  handle: (request: IncomingMessage, response: ServerResponse) => unknown,
): Promise<OpenServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url?.replace("/api/v0", "")}`);
    // A client that hangs up is what some tests are about.
    request.on("error", () => {});
    response.on("error", () => {});
    void handle(request, response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
