import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import type { CmlTarget } from "@cml-fleet/core";
import type { CmlSimulator } from "@cml-fleet/simulator";
import { type CmlGatewayOptions, createCmlGateway } from "../index.ts";

/** A simulated controller as a target that names no certificate yet. */
export function targetOf(cml: CmlSimulator, parts: Partial<CmlTarget> = {}): CmlTarget {
  return { workerId: "w1", workerName: "lab-1", region: "eu-west-1", endpoint: cml.url, ...parts };
}

/** The certificate a simulated controller shows now, as the fleet writes it. */
export function fingerprintOf(cml: CmlSimulator): string {
  return cml.fingerprint256.replaceAll(":", "").toLowerCase();
}

/** A gateway that knows the password of a simulated controller. */
export function gatewayTo(
  cml: Pick<CmlSimulator, "username" | "password">,
  options: Partial<CmlGatewayOptions> = {},
) {
  const credentials = {
    credentialsFor: async () => ({ username: cml.username, password: cml.password }),
  };
  return createCmlGateway({ credentials, ...options });
}

/** A server that accepts connections and never says a word. */
export interface SilentServer extends AsyncDisposable {
  readonly url: string;
  /** Connections accepted so far. */
  readonly connections: number;
  /** Resolves with the next connection. */
  connected(): Promise<unknown>;
}

/** Starts one. */
export async function silentServer(): Promise<SilentServer> {
  let connections = 0;
  // Reads, so that it hears of the end.
  const server: Server = createServer((socket) => {
    connections += 1;
    socket.on("error", () => {}).resume();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections;
    },
    connected: () => once(server, "connection"),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
