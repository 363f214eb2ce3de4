import { expect, test } from "vitest";
import type { CmlClientOptions } from "../index.ts";
import { createCmlClient } from "../index.ts";
import { failureOf } from "../test/clients.ts";
import { eventServer } from "../test/event-server.ts";
import { json } from "../test/loopback.ts";

const stats = { event_type: "system_stats", data: { all: { cpu: { percent: 7 } } } };
const clientOf = (url: string, auth: NonNullable<CmlClientOptions["auth"]>) =>
  createCmlClient({ baseUrl: url, allowHttp: true, auth, events: { baseDelayMs: 1, maxDelayMs: 5 } });

test("goes on after a password function that failed once", async () => {
  await using server = await eventServer({ answer: (_request, response) => json(response, "a.b.c") });
  let asked = 0;
  const password = async () => {
    asked += 1;
    if (asked === 2) throw new Error("the vault is sealed");
    return "secret";
  };
  await using cml = clientOf(server.url, { username: "u", password });
  const events = cml.events();
  const first = events.next();
  const peer = await server.peer();
  peer.send(stats);
  expect(await first).toMatchObject({ value: { type: "connected" } });
  await events.next();
  peer.close(3_000, "Unauthorized");
  expect(await events.next()).toMatchObject({ value: { type: "disconnected" } });
  const again = await server.peer();
  again.send(stats);
  const types: unknown[] = [];
  for await (const { type } of events) {
    types.push(type);
    if (type === "system_stats") break;
  }
  expect(types).toContain("resync");
  expect(asked).toBe(3);
});

test("goes on when the address is not found for a moment, but not when it never was", async () => {
  let isThere = true;
  await using server = await eventServer({
    onUpgrade(_request, socket) {
      if (isThere) return true;
      isThere = true;
      socket.end("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return false;
    },
  });
  await using cml = clientOf(server.url, { token: "a.static.token" });
  const events = cml.events();
  const first = events.next();
  const peer = await server.peer();
  peer.send(stats);
  await first;
  await events.next();
  isThere = false;
  peer.drop();
  const again = await server.peer();
  again.send(stats);
  const types: unknown[] = [];
  for await (const { type } of events) {
    types.push(type);
    if (type === "system_stats") break;
  }
  expect(types.filter((type) => type === "disconnected")).toHaveLength(2);

  isThere = false;
  await using stranger = clientOf(server.url, { token: "a.static.token" });
  expect((await failureOf(stranger.events().next())).code).toBe("not_found");
});

test("goes on when a proxy answers the login of a connection that is made again", async () => {
  let logins = 0;
  await using server = await eventServer({
    answer(_request, response) {
      logins += 1;
      if (logins === 2) response.writeHead(404, { "content-type": "text/html" }).end("<h1>Not Found</h1>");
      else json(response, `token.${logins}.x`);
    },
  });
  await using cml = clientOf(server.url, { username: "u", password: "p" });
  const events = cml.events();
  const first = events.next();
  const peer = await server.peer();
  peer.send(stats);
  await first;
  await events.next();
  peer.close(3_000, "Unauthorized");
  const again = await server.peer();
  again.send(stats);
  const types: unknown[] = [];
  for await (const { type } of events) {
    types.push(type);
    if (type === "system_stats") break;
  }
  expect(types).toContain("resync");
  expect(logins).toBe(3);
});
