import type { Duplex } from "node:stream";
import { endWith } from "../../http/malformed.ts";
import { resetConnection } from "../../http/reset-connection.ts";
import type { CmlSpoiler } from "../cml-faults.ts";

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
      endWith(socket, 502);
      return;
    // What is no handshake has no body to be empty or misnamed: it is an ordinary answer.
    case "empty body":
    case "wrong content type":
      endWith(socket, 200);
      return;
    case "status":
      endWith(socket, fault.status, fault.headers);
      return;
    case "bare string":
      endWith(socket, fault.status);
  }
}
