import { expect, test } from "vitest";
import { eventStream, type Received } from "./support/event-stream.ts";
import { startService } from "./support/service.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const sequenceOf = ({ id }: Received) => Number(id.slice(id.lastIndexOf("-") + 1));
const isImport = ({ type }: Received) => type === "worker.imported";

test("tells a client to start anew after a restart without a database, though the new log has got as far", {
  timeout: 60_000,
}, async () => {
  const environment = { STORE: "memory", DATA_DIR: temporaryFolder() };
  const first = await startService(environment);
  const before = eventStream(first.url);
  const seen = await before.next("a worker that is imported", isImport);
  before.close();
  await first.kill();

  const second = await startService(environment);
  const witness = eventStream(second.url);
  await witness.next("as many facts as before", (received) => sequenceOf(received) >= sequenceOf(seen));
  const after = eventStream(second.url, `?last_event_id=${seen.id}`);
  await after.next("snapshot", ({ type }) => type === "worker.snapshot");
  expect(after.received.slice(0, 3).map(({ type }) => type)).toEqual([
    "connected",
    "resync",
    "worker.snapshot",
  ]);
});

test("sends a client what it missed when the service comes back with its database", {
  timeout: 60_000,
}, async () => {
  const environment = { DATA_DIR: temporaryFolder() };
  const first = await startService(environment);
  const before = eventStream(first.url);
  const seen = await before.next("a worker that is imported", isImport);
  const next = await before.next("the fact after it", (received) => sequenceOf(received) > sequenceOf(seen));
  before.close();
  await first.kill();

  const second = await startService(environment);
  const after = eventStream(second.url, `?last_event_id=${seen.id}`);
  const again = await after.next("the same fact", (received) => sequenceOf(received) > sequenceOf(seen));
  expect([again.id, again.event.id]).toEqual([next.id, next.event.id]);
  expect(after.received.map(({ type }) => type)).not.toContain("resync");
});
