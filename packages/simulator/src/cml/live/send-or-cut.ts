import type { WebSocket } from "ws";

/** What may wait for a client that does not read, in bytes; one message more is let through, however long. */
const mostWaitingBytes = 16 * 2 ** 20;

/**
 * Sends a message, or cuts the connection when too much of what was sent before is still waiting. What real controllers
 * do with clients that do not read is not recorded: these must not fill the memory of their host.
 */
export function sendOrCut(socket: WebSocket, text: string): void {
  if (socket.bufferedAmount > mostWaitingBytes) socket.terminate();
  else socket.send(text);
}
