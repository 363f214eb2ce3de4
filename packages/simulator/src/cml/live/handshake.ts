import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { resetConnection } from "../../http/reset-connection.ts";
import type { CmlSpoiler } from "../cml-faults.ts";

/** Answers a handshake with a status instead. */
export function refuseHandshake(socket: Duplex, status: number): void {
  const reason = STATUS_CODES[status] ?? "Unknown";
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
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
    case "bare string":
      refuseHandshake(socket, fault.status);
  }
}
