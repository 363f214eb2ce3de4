import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { connect as connectTls } from "node:tls";
import { expect, test } from "vitest";
import { startCmlSimulator } from "./cml-simulator.ts";

const credentials = JSON.stringify({ username: "admin", password: "admin" });
const offers = [
  "Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA",
  "Connection: Upgrade, close\r\nUpgrade: TLS/1.0",
];

async function say(port: number, request: string, ca?: string): Promise<string> {
  const socket = ca === undefined ? connect(port) : connectTls({ port, ca });
  socket.write(request);
  return await text(socket);
}

test.each(offers.flatMap((offer) => ["http", "https"].map((scheme) => [scheme, offer] as const)))(
  "answers over %s a call that offers another protocol: %j",
  async (scheme, offer) => {
    await using cml = await startCmlSimulator({ https: scheme === "https", labs: [] });
    const ca = scheme === "https" ? cml.identity.cert : undefined;
    const head = `HTTP/1.1\r\nHost: localhost\r\n${offer}\r\n`;
    expect(await say(cml.port, `GET /api/v0/system_information ${head}\r\n`, ca)).toMatch(/^HTTP\/1\.1 200 /);
    const length = `Content-Length: ${credentials.length}\r\n\r\n`;
    const logIn = `POST /api/v0/authenticate ${head}${length}${credentials}`;
    expect(await say(cml.port, logIn, ca)).toMatch(/^HTTP\/1\.1 200 [\s\S]*"ey/);
    const chunked = `Transfer-Encoding: chunked\r\n\r\n${credentials.length.toString(16)}\r\n${credentials}\r\n0\r\n\r\n`;
    expect(await say(cml.port, `POST /api/v0/authenticate ${head}${chunked}`, ca)).toMatch(
      /^HTTP\/1\.1 200 /,
    );
    expect(cml.requests.byOperation()).toEqual({ "GET /system_information": 1, "POST /authenticate": 2 });
    cml.faults.add({ operation: "POST /authenticate", fault: { kind: "status", status: 503 } });
    expect(await say(cml.port, logIn, ca)).toMatch(/^HTTP\/1\.1 503 /);
  },
);

test("reads what comes later of such a call, and the next one on its connection", async () => {
  await using cml = await startCmlSimulator({ https: false, labs: [] });
  const socket = connect(cml.port);
  const next = async () => String((await once(socket, "data"))[0]);
  const offer = "Connection: Upgrade\r\nUpgrade: h2c\r\nExpect: 100-continue";
  socket.write(
    `POST /api/v0/authenticate HTTP/1.1\r\nHost: a\r\n${offer}\r\nContent-Length: ${credentials.length}\r\n\r\n`,
  );
  expect(await next()).toMatch(/^HTTP\/1\.1 100 /);
  socket.write(credentials);
  expect(await next()).toMatch(/^HTTP\/1\.1 200 /);
  socket.write("GET /api/v0/system_information HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  expect(await text(socket)).toMatch(/HTTP\/1\.1 200 /);
});
