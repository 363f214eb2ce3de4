import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { SettingsError } from "../settings/settings-error.ts";

/** A listening server. */
export interface Listening {
  readonly url: string;
  /** Takes no new connection, lets requests under way finish for a moment, then cuts what is left. Repeating it is fine. */
  close(): Promise<void>;
}

/** Time for requests under way to finish, in milliseconds. */
const GRACE_MS = 3_000;

/** @throws SettingsError when the address cannot be used. */
export async function listen(app: RequestListener, host: string, port: number): Promise<Listening> {
  const bare = host.replace(/^\[|\]$/g, "");
  const server = createServer(app);
  server.listen(port, bare);
  try {
    await once(server, "listening");
  } catch (error) {
    throw new SettingsError([addressProblem(error as NodeJS.ErrnoException, host, port)]);
  }
  const shown = bare.includes(":") ? `[${bare}]` : bare;
  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    const closed = once(server, "close");
    server.close();
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    await closed;
    clearTimeout(cut);
  }
  return {
    url: `http://${shown}:${(server.address() as AddressInfo).port}`,
    close() {
      closing ??= close();
      return closing;
    },
  };
}

function addressProblem({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case "EADDRINUSE":
      return `APP_PORT: another program listens on ${host}:${port}; end it, or set another port (0 takes any free one).`;
    case "EACCES":
      return `APP_PORT: this user may not listen on port ${port}; set one above 1023.`;
    case "EADDRNOTAVAIL":
      return `APP_HOST: this machine has no address ${host}.`;
    default:
      return `APP_HOST, APP_PORT: cannot listen on ${host}:${port} (${code ?? message}).`;
  }
}
