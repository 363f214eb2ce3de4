import { expect, test } from "vitest";
import type { CmlEvent, CmlEventStream } from "../index.ts";
import { simulated } from "../test/simulated.ts";

/** The next event of this kind; others pass. */
async function nextOf<Type extends CmlEvent["type"]>(
  events: CmlEventStream,
  type: Type,
): Promise<Extract<CmlEvent, { type: Type }>> {
  for (;;) {
    const { value, done } = await events.next();
    if (done) throw new Error(`The events are over before one of type ${type}.`);
    if (value.type === type) return value as Extract<CmlEvent, { type: Type }>;
  }
}

test("tells the course of a lab and the load, all of it understood", async () => {
  await using world = await simulated();
  const { client, labId } = world;
  await using events = client.events();
  await nextOf(events, "connected");
  expect((await nextOf(events, "system_stats")).stats).toMatchObject({ cpuCount: 16 });
  await client.labs.update(labId, { title: "Renamed" });
  expect(await nextOf(events, "lab_event")).toMatchObject({
    labId,
    event: "modified",
    data: { title: "Renamed" },
  });
  await client.labs.start(labId);
  const [{ id } = { id: "" }] = await client.nodes.list(labId);
  const course: string[] = [];
  while (course.at(-1) !== "BOOTED") {
    const { elementType, elementId, state } = await nextOf(events, "state_change");
    if (elementType === "node" && elementId === id) course.push(state);
  }
  expect(course).toEqual(["QUEUED", "STARTED", "BOOTED"]);
  const { stats } = await nextOf(events, "lab_stats");
  expect(Object.keys(stats.nodes)).toContain(id);
  expect(world.drift).toEqual([]);
});

test("comes back after the connection dropped, and says that something may be missing", async () => {
  await using world = await simulated();
  const { cml, client, labId } = world;
  await using events = client.events();
  await nextOf(events, "connected");
  cml.live.drop();
  expect(await nextOf(events, "disconnected")).toMatchObject({ error: { code: "connection" } });
  expect(await nextOf(events, "resync")).toEqual({ type: "resync", reason: "reconnected", dropped: 0 });
  await client.labs.start(labId);
  expect(await nextOf(events, "state_change")).toMatchObject({ labId, state: "QUEUED" });
  expect(cml.requests.count("GET /ws/ui")).toBe(2);
});

test("comes back after the feed fell silent", async () => {
  await using world = await simulated({}, { events: { stallMs: 300, baseDelayMs: 5, maxDelayMs: 20 } });
  await using events = world.client.events();
  await nextOf(events, "connected");
  world.cml.live.stall();
  expect(await nextOf(events, "disconnected")).toMatchObject({ error: { code: "timeout" } });
  await nextOf(events, "resync");
});

test("passes nonsense on, and goes on", async () => {
  await using world = await simulated();
  await using events = world.client.events();
  await nextOf(events, "connected");
  world.cml.live.say("<html>");
  expect(await nextOf(events, "unknown")).toEqual({ type: "unknown", eventType: null, value: "<html>" });
  await nextOf(events, "system_stats");
});

test("logs in again when the controller ended every session", async () => {
  await using world = await simulated();
  const { cml } = world;
  await using events = world.client.events();
  await nextOf(events, "connected");
  cml.revokeTokens();
  await nextOf(events, "disconnected");
  await nextOf(events, "resync");
  expect(cml.requests.count("POST /authenticate")).toBe(2);
});
