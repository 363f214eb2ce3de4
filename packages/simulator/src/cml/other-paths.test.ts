import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { startCmlSimulator } from "./cml-simulator.ts";

async function start() {
  const cml = await startCmlSimulator({ https: false, labs: [] });
  /** Asks for a path as it stands, which clients would put in order first. */
  const statusOf = async (path: string, headers = "Connection: close\r\n") => {
    const socket = connect(cml.port);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`);
    return Number((await text(socket)).split(" ")[1]);
  };
  return { cml, statusOf, [Symbol.asyncDispose]: () => cml.close() };
}

test.each(["/ws/ui", "/api/v0/ws/ui"])("keeps a rule for handshakes when %s is fetched", async (path) => {
  await using here = await start();
  here.cml.faults.add({ operation: "GET /ws/ui", times: 1, fault: { kind: "status", status: 503 } });
  expect(await here.statusOf(path)).toBe(404);
  const socket = new WebSocket(`ws://127.0.0.1:${here.cml.port}/ws/ui`);
  socket.on("error", () => {});
  const [, answer] = await once(socket, "unexpected-response");
  socket.terminate();
  expect(answer.statusCode).toBe(503);
});

test("keeps a rule for an operation when its path is asked for outside the API", async () => {
  await using here = await start();
  const operation = "GET /system_information";
  here.cml.faults.add({ operation, times: 1, fault: { kind: "status", status: 503 } });
  expect(await here.statusOf("/system_information")).toBe(404);
  expect(await here.statusOf("/api/v0/system_information")).toBe(503);
});

test("spoils what is no operation by a rule for everything", async () => {
  await using here = await start();
  here.cml.faults.add({ fault: { kind: "status", status: 503 } });
  expect([await here.statusOf("/nothing"), await here.statusOf("/ws/ui")]).toEqual([503, 503]);
});

test.each([
  ["//api/v0/system_information", 404],
  ["//a/api/v0/system_information", 404],
  ["/api/v0//system_information", 404],
  ["http://controller.example/api/v0/system_information", 200],
  ["/api/v0/labs/../system_information?x=//y", 200],
])("takes %s for the path that it is", async (path, status) => {
  await using here = await start();
  expect(await here.statusOf(path)).toBe(status);
  expect(here.cml.requests.count("GET /system_information")).toBe(status === 200 ? 1 : 0);
});

test("opens no live feed at a path that begins with two slashes", async () => {
  await using here = await start();
  expect(await here.statusOf("//a/ws/ui", "Connection: Upgrade\r\nUpgrade: websocket\r\n")).toBe(404);
});

test.each(["//", "//["])("answers who asks for %s", async (path) => {
  await using here = await start();
  expect(await here.statusOf(path)).toBeGreaterThanOrEqual(400);
});
