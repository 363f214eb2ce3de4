import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { connect as connectTls } from "node:tls";
import { expect, test } from "vitest";
import { startCmlSimulator } from "../cml/cml-simulator.ts";

/** Everything that is answered to these bytes. */
async function answered(https: boolean, bytes: string): Promise<string> {
  await using cml = await startCmlSimulator({ https, labs: [] });
  const { port, identity } = cml;
  const socket = https
    ? connectTls({ host: "127.0.0.1", port, ca: identity.cert, servername: "localhost" })
    : connect({ host: "127.0.0.1", port });
  await once(socket, https ? "secureConnect" : "connect");
  socket.write(bytes);
  return await text(socket);
}

const upgrade = "Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";

test.each([
  ["no HTTP at all", "hello\r\n\r\n", /^HTTP\/1\.1 400 Bad Request\r\n/],
  ["a header without a name", "GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n", /^HTTP\/1\.1 400 /],
  ["two lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 2\r\n\r\n", /^HTTP\/1\.1 400 /],
  ["too many headers", `GET / HTTP/1.1\r\nHost: x\r\nA: ${"a".repeat(70_000)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
  ["a path that is none", "GET // HTTP/1.1\r\nHost: x\r\n\r\n", /^HTTP\/1\.1 400 [\s\S]*400 Bad Request$/],
  ["a handshake without a path", `GET // HTTP/1.1\r\n${upgrade}`, /^HTTP\/1\.1 400 /],
])("says 400 or 431 to %s, over TLS and without", async (_what, bytes, answer) => {
  expect(await answered(true, bytes)).toMatch(answer);
  expect(await answered(false, bytes)).toMatch(answer);
});
