import type { IncomingMessage } from "node:http";

/** More than this is not waited for: a client that sends so much is cut off. */
const mostBytes = 64 * 2 ** 20;

/**
 * Throws away what is left of a body after its answer: on a connection that is kept, the next request is behind it.
 * Node does so by itself only if nobody has begun to read.
 */
export function discardRest(request: IncomingMessage): void {
  if (request.readableEnded || request.destroyed) return;
  let leftBytes = mostBytes;
  request.on("data", (chunk: Buffer) => {
    leftBytes -= chunk.length;
    if (leftBytes < 0) request.destroy();
  });
  request.resume();
}
