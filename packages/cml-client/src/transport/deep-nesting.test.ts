import { expect, test } from "vitest";
import { failureOf, plainClient } from "../test/clients.ts";
import { eventServer } from "../test/event-server.ts";
import { loopback } from "../test/loopback.ts";

const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;

test("calls an answer unexpected that is nested deeper than anything can go through", async () => {
  const odd = `{"all":5,"computes":${nested(100_000)}}`;
  await using server = await loopback((_request, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(odd),
  );
  await using cml = plainClient(server);
  expect((await failureOf(cml.system.stats())).code).toBe("unexpected");
});

test("says what status came with an error body that is nested so deep", async () => {
  const odd = `{"code":409,"description":${nested(100_000)}}`;
  await using server = await loopback((_request, response) => response.writeHead(409).end(odd));
  await using cml = plainClient(server);
  expect(await failureOf(cml.labs.list())).toMatchObject({ code: "conflict", status: 409 });
});

test("tells telemetry apart that has such data", async () => {
  const event = (category: string) =>
    `{"category":"${category}","timestamp":"2026-05-20T12:00:00","data":{"deep":${nested(100_000)}}}`;
  await using server = await loopback((_request, response) =>
    response
      .writeHead(200, { "content-type": "application/json" })
      .end(`[${event("start_lab")},${event("stop_lab")}]`),
  );
  await using cml = plainClient(server);
  const { events } = await cml.telemetry.since(null);
  expect(events.map(({ category }) => category)).toEqual(["start_lab", "stop_lab"]);
});

test("passes a live event on as unknown that is nested so deep", async () => {
  await using server = await eventServer();
  await using cml = plainClient(server);
  const events = cml.events();
  const first = events.next();
  const peer = await server.peer();
  peer.sendText(`{"event_type":"system_stats","data":{"all":5,"computes":${nested(10_000)}}}`);
  expect(await first).toMatchObject({ value: { type: "connected" } });
  expect(await events.next()).toMatchObject({ value: { type: "unknown", eventType: "system_stats" } });
  await events.return();
});
