import { expect, test } from "vitest";
import { createCmlClient } from "../index.ts";
import { eventServer } from "../test/event-server.ts";

test("connects again no sooner than the controller asks for", async () => {
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
