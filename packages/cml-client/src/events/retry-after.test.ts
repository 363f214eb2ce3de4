import { expect, test } from "vitest";
import { createCmlClient } from "../index.ts";
import { eventServer } from "../test/event-server.ts";

test("connects again no sooner than the controller asks for at the login", async () => {
  await using server = await eventServer({
    answer: (_request, response) => void response.writeHead(503, { "retry-after": "60" }).end(),
  });
  await using cml = createCmlClient({
    baseUrl: server.url,
    allowHttp: true,
    auth: { username: "u", password: "p" },
    events: { baseDelayMs: 1, maxDelayMs: 5 },
  });
  const { value } = await cml.events().next();
  expect(value).toMatchObject({ type: "disconnected", retryInMs: 60_000 });
});

test("connects again no sooner than the controller asks for at the handshake", async () => {
  await using server = await eventServer({
    onUpgrade(_request, socket) {
      socket.end("HTTP/1.1 503 Busy\r\nRetry-After: 60\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return false;
    },
  });
  await using cml = createCmlClient({
    baseUrl: server.url,
    allowHttp: true,
    auth: { token: "a.static.token" },
    events: { baseDelayMs: 1, maxDelayMs: 5 },
  });
  const { value } = await cml.events().next();
  expect(value).toMatchObject({
    type: "disconnected",
    error: { code: "unavailable", retryAfterMs: 60_000 },
    retryInMs: 60_000,
  });
});
