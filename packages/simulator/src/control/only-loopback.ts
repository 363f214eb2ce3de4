import type { IncomingMessage } from "node:http";
import { ControlRefusal } from "./refusal.ts";

/**
 * Keeps out what comes through a browser: a page of another site whose name was made to lead here says that name as
 * host, and one that calls this address directly says where it is from.
 *
 * @throws ControlRefusal 403
 */
export function onlyLoopback({ headers, socket }: IncomingMessage): void {
  const port = socket.localPort;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(headers.host ?? ""))
    throw new ControlRefusal(403, `This is reached as ${hosts.join(" or ")} only, not as ${headers.host}.`);
  if (headers.origin !== undefined || isFromElsewhere(headers["sec-fetch-site"]))
    throw new ControlRefusal(403, "This is not for web pages: call it from a program.");
}

function isFromElsewhere(site: string | string[] | undefined): boolean {
  return site !== undefined && site !== "none";
}
