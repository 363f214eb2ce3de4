import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";

/** The TCP connections under those of TLS, which have no way to reset them. */
const under = new WeakMap<Duplex, Socket>();

/** Takes note of what is under a connection of TLS, among the TCP connections there are. */
export function noteUnder(socket: TLSSocket, connections: Iterable<Socket>): void {
  for (const connection of connections)
    if (connection.remotePort === socket.remotePort && connection.remoteAddress === socket.remoteAddress)
      under.set(socket, connection);
}

/** Ends a connection as a machine does that has lost it: with a reset, not with a goodbye. */
export function resetConnection(socket: Duplex): void {
  (under.get(socket) ?? (socket as Socket)).resetAndDestroy();
  socket.destroy();
}
