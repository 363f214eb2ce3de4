import { expect, test } from "vitest";
import { eventStream } from "./support/event-stream.ts";
import { call, plantWorker, testService } from "./support/test-service.ts";

test("greets each client with how every worker is, and no other client with it", async () => {
  const service = await testService();
  const { id } = await plantWorker(service, "alpha");
  const first = eventStream(service.url);
  await first.next("snapshot", ({ type }) => type === "worker.snapshot");
  const second = eventStream(service.url);
  await second.next("snapshot", ({ type }) => type === "worker.snapshot");
  expect(second.received.map(({ type }) => type)).toEqual(["connected", "worker.snapshot"]);
  expect(second.received[1]?.event).toMatchObject({
    subject: id,
    data: { worker_id: id, _reason: "initial" },
  });
  expect(first.received.map(({ type }) => type)).toEqual(["connected", "worker.snapshot"]);
});

test("sends a client that comes back exactly what it missed", async () => {
  const service = await testService();
  const { id } = await plantWorker(service, "alpha");
  const before = eventStream(service.url);
  await before.next("greeting", ({ type }) => type === "worker.snapshot");
  const place = before.received.at(-1)?.id;
  before.close();
  await service.fleet.workers.stop(id, { actor: "test" });
  await service.fleet.workers.refreshAll();

  const after = eventStream(service.url, `?last_event_id=${place}`);
  await after.next("snapshot", ({ type }) => type === "worker.snapshot");
  const { logId } = await service.fleet.events.bounds();
  const known = Number(place?.replace(`${logId}-`, ""));
  const missed = (await service.fleet.events.read({ after: known, limit: 100 })).events;
  expect(missed.length).toBeGreaterThan(1);
  expect(
    after.received.slice(1, 1 + missed.length).map(({ id: sequence, event }) => [sequence, event.id]),
  ).toEqual(missed.map(({ sequence, event }) => [`${logId}-${sequence}`, event.id]));
});

test.each([
  ["of another log", "0190f5a8-another-log-1"],
  ["without a log", "1"],
  ["in the future", "{log}-999999"],
  ["trimmed away", "{log}-0"],
  ["that is none", "{log}-not a number"],
])("tells a client with a place %s to start anew", async (_, pattern) => {
  const service = await testService();
  await plantWorker(service, "alpha");
  await service.eventLog.trim(1);
  const place = pattern.replace("{log}", (await service.fleet.events.bounds()).logId);
  const stream = eventStream(service.url, `?last_event_id=${encodeURIComponent(place)}`);
  await stream.next("snapshot", ({ type }) => type === "worker.snapshot");
  expect(stream.received.map(({ type }) => type)).toEqual(["connected", "resync", "worker.snapshot"]);
});

test("carries only the workers and the types asked for", async () => {
  const service = await testService();
  const alpha = await plantWorker(service, "alpha");
  const beta = await plantWorker(service, "beta");
  const stream = eventStream(service.url, `?worker_ids=${alpha.id}&event_types=worker.status.updated`);
  await stream.next("connection", ({ type }) => type === "connected");
  await service.fleet.workers.stop(beta.id, { actor: "test" });
  await service.fleet.workers.stop(alpha.id, { actor: "test" });
  await stream.next("status", ({ type }) => type === "worker.status.updated");
  expect(stream.received.map(({ type, event }) => [type, event.subject])).toEqual([
    ["connected", undefined],
    ["worker.status.updated", alpha.id],
  ]);
});

test("takes an empty list for none", async () => {
  const service = await testService();
  const { id } = await plantWorker(service, "alpha");
  const stream = eventStream(service.url, "?worker_ids=&event_types=,");
  const { event } = await stream.next("snapshot", ({ type }) => type === "worker.snapshot");
  expect(event.subject).toBe(id);
});

test("refuses a type of event that does not exist, and names those that do", async () => {
  const { url } = await testService();
  const path = `${url}/api/events/stream?event_types=worker.snapshot,worker.slept`;
  const answer = await call(path, { signal: AbortSignal.timeout(5_000) });
  expect(answer).toMatchObject({ status: 422, body: { code: "invalid_input" } });
  expect(answer.body.detail).toMatch(/no event type worker\.slept; choose of: .*worker\.snapshot/);
});

test("answers HEAD at once, and opens no stream", async () => {
  const { url } = await testService();
  const init = { method: "HEAD", signal: AbortSignal.timeout(5_000) };
  const answer = await call(`${url}/api/events/stream`, init);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
});

test("says goodbye when the service stops", async () => {
  const service = await testService();
  const stream = eventStream(service.url);
  await stream.next("connection", ({ type }) => type === "connected");
  service.closeStreams();
  await stream.next("goodbye", ({ type }) => type === "system.sse.shutdown");
});
