import { IncomingMessage } from "node:http";

/**
 * A request that is an upgrade only if it asks for a WebSocket. Node gives every request with an `Upgrade` header to
 * the listener for upgrades, and with it those of clients that offer HTTP/2 along with an ordinary call: Java's, and
 * `curl --http2`. A server may leave such an offer unanswered, and answer the call.
 */
export class WebSocketAwareRequest extends IncomingMessage {
  // Not a field with a value, which would be set after Node's own constructor has called the setter below.
  declare private upgrades: boolean;

  // Node's parser sets it before anybody asks, and Node itself asks here whether to hand over the connection.
  get upgrade(): boolean {
    return this.upgrades && (this.method === "CONNECT" || asksForWebSocket(this));
  }

  set upgrade(upgrades: boolean) {
    this.upgrades = upgrades;
  }
}

function asksForWebSocket({ method, headers }: IncomingMessage): boolean {
  return method === "GET" && headers.upgrade?.toLowerCase() === "websocket";
}
