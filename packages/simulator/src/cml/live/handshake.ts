import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { resetConnection } from "../../http/reset-connection.ts";
import type { CmlSpoiler } from "../cml-faults.ts";

/** Answers a handshake with a status instead. */
export function refuseHandshake(
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

/** Spoils a handshake. There is no body in it, so a truncated one ends before its head does. */
export function spoilHandshake(socket: Duplex, fault: CmlSpoiler): void {
  switch (fault.kind) {
    case "hang":
      return;
    case "reset":
      resetConnection(socket);
      return;
    case "truncated":
      socket.write("HTTP/1.1 101 Swit", () => socket.destroy());
      return;
    case "html":
      refuseHandshake(socket, 502);
      return;
    // What is no handshake has no body to be empty or misnamed: it is an ordinary answer.
    case "empty body":
    case "wrong content type":
      refuseHandshake(socket, 200);
      return;
    case "status":
      refuseHandshake(socket, fault.status, fault.headers);
      return;
    case "bare string":
      refuseHandshake(socket, fault.status);
  }
}
