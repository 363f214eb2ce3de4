import { expect, test } from "vitest";
import { clientOf } from "../test/clients.ts";
import { simulated } from "../test/simulated.ts";

test("tells what is new since the last time, each event once", async () => {
  let nowMs = Date.parse("2026-05-20T12:00:00Z");
  await using world = await simulated({ clock: () => nowMs });
  const { client, labId } = world;
  const first = await client.telemetry.since();
  expect(first.events.map(({ category }) => category).at(-1)).toBe("user_activity");
  nowMs += 1_000;
  await client.labs.start(labId);
  nowMs += 3_600_000;
  const second = await client.telemetry.since(first.watermark);
  const count = (wanted: string) => second.events.filter(({ category }) => category === wanted).length;
  expect(["queue_node", "start_node", "boot_node", "start_lab", "user_activity"].map(count)).toEqual([
    2, 2, 2, 1, 1,
  ]);
  expect(second.undated).toBe(0);
  expect((await client.telemetry.since(second.watermark)).events).toEqual([]);
  expect(world.drift).toEqual([]);
});

test("shows when somebody other than the administrator last did something", async () => {
  let nowMs = Date.parse("2026-05-20T12:00:00Z");
  await using world = await simulated({
    clock: () => nowMs,
    users: [{ username: "ada", password: "engine" }],
  });
  await using hers = clientOf(world.cml, { auth: { username: "ada", password: "engine" } });
  await hers.labs.create({ title: "Hers" });
  nowMs += 7_200_000;
  const { events } = await world.client.telemetry.since();
  const people = events.filter(
    ({ category, data }) =>
      category === "user_activity" && !String(data?.["user_id"]).startsWith("00000000-0000-"),
  );
  expect(people.at(-1)?.at).toBe("2026-05-20T12:00:00.000Z");
});
