import type { IncomingMessage } from "node:http";
import { urlHost } from "../http/url-host.ts";
import { AwsApiError } from "./aws-error.ts";

/**
 * Keeps out what comes through a browser: signatures are not verified, so any page that is open there could do with this
 * AWS whatever it likes. Browsers say where a page is from, save where a page whose name was made to lead here reads;
 * then that name is the host. SDKs never read, they post, so they may call this by any name.
 *
 * @param host Where the server listens.
 * @throws AwsApiError 403
 */
export function onlyPrograms({ headers, method, socket }: IncomingMessage, host: string): void {
  const { origin, "sec-fetch-site": site = "none" } = headers;
  const names = new Set([urlHost(host), "127.0.0.1", "localhost", "[::1]"]);
  // `host` is the one part of a URL that leaves out the port everybody knows.
  const port = socket.localPort === 80 ? "" : `:${socket.localPort}`;
  const own = Array.from(names, (name) => name + port);
  if (origin !== undefined ? !own.includes(origin.replace(/^http:\/\//, "")) : !near.includes(`${site}`))
    throw refused("This is not for web pages: call it from a program.");
  if ((method === "GET" || method === "HEAD") && !own.includes(headers.host ?? ""))
    throw refused(`This is read as ${own.join(", ")} only, not as ${headers.host}: send a POST.`);
}

/** Typed into the address bar, or from a page of this very server. */
const near: readonly string[] = ["none", "same-origin"];

function refused(message: string): AwsApiError {
  return new AwsApiError("AccessDenied", message, 403);
}
