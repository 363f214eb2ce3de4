import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

/** How long the rest of what is no HTTP is read. */
const lingerMs = 1_000;

/** Whether a request asks for what can be read as a path: what cannot is no request for anybody here. */
export function hasPath({ url = "" }: IncomingMessage): boolean {
  return URL.canParse(url, "http://here");
}

/** Answers a request that could be read, but asks for nothing. */
export function refuseRequest(response: ServerResponse): void {
  const body = "400 Bad Request";
  const headers = { "content-type": "text/plain", "content-length": body.length, connection: "close" };
  response.writeHead(400, headers).end(body);
}

/** Answers what is no HTTP; a connection that broke, or never spoke TLS, is closed without a word. */
export function refuseBytes(error: Error & { readonly code?: string }, socket: Duplex): void {
  // What comes after it is no better.
  if (socket.writableEnded) return;
  const status = statusOf(error.code);
  if (status === undefined || !socket.writable) {
    socket.destroy();
    return;
  }
  endWith(socket, status);
  // A connection that is closed before everything is read is reset, and with that its answer is lost.
  socket.resume();
  setTimeout(() => socket.destroy(), lingerMs).unref();
}

/** Ends a connection with an answer, in which there is nothing but its status and headers. */
export function endWith(
  socket: Duplex,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): void {
  const reason = STATUS_CODES[status] ?? "Unknown";
  const own = { "content-length": "0", connection: "close" };
  const lines = Object.entries({ ...headers, ...own }).map(([name, value]) => `${name}: ${value}\r\n`);
  // As Node writes headers of ordinary answers.
  socket.end(`HTTP/1.1 ${status} ${reason}\r\n${lines.join("")}\r\n`, "latin1");
}

function statusOf(code = ""): number | undefined {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return 408;
  if (code === "HPE_HEADER_OVERFLOW") return 431;
  return code.startsWith("HPE_") && code !== "HPE_INVALID_EOF_STATE" ? 400 : undefined;
}
