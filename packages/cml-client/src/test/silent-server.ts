import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** A server that accepts connections and never says a word. */
export interface SilentServer extends AsyncDisposable {
  /** An https URL; the handshake never ends. */
  readonly url: string;
  /** Resolves with the next connection. */
  connected(): Promise<Socket>;
}

/** Starts one. */
export async function silentServer(): Promise<SilentServer> {
  // Reads, so that it hears of the end.
  const server = createServer((socket) => void socket.on("error", () => {}).resume());
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connected: async () => (await once(server, "connection"))[0] as Socket,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
