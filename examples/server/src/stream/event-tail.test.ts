import { expect, test } from "vitest";
import { followEvents } from "./event-tail.ts";
import { event, fakeEvents } from "./test/fake-events.ts";

test("reads each new event from the store once, however many streams follow", async () => {
  const { events, reads, grow } = fakeEvents(10);
  const tail = await followEvents(events);
  expect(tail.last).toBe(10);
  grow(3);
  await expect.poll(() => tail.last).toBe(13);
  const before = reads.length;
  for (let stream = 0; stream < 5; stream++) {
    expect((await tail.read(10)).map(({ sequence }) => sequence)).toEqual([11, 12, 13]);
    expect(await tail.read(13)).toEqual([]);
  }
  expect(reads.length).toBe(before);
  expect((await tail.read(4)).map(({ sequence }) => sequence)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13]);
  expect(reads.length).toBe(before + 1);
});

test("tells an event that is in no log only after the facts before it", async () => {
  const { events, grow, tell } = fakeEvents(0);
  const tail = await followEvents(events);
  const heard: string[] = [];
  tail.listen({
    grown: () => heard.push(`log to ${tail.last}`),
    ephemeral: ({ data }) => heard.push(`ephemeral ${data["mark"]}`),
  });
  grow(2);
  tell(event(99));
  await expect.poll(() => heard).toEqual(["log to 2", "ephemeral 99"]);
});

test("knows what is too old to be replayed, and what was never written", async () => {
  const { events } = fakeEvents(5, 21);
  const tail = await followEvents(events);
  expect(await Promise.all([19, 20, 25, 26].map((after) => tail.reaches(after)))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  events.bounds = async () => ({ logId: "another log", first: 21, last: 25 });
  expect(await tail.reaches(25)).toBe(false);
});

test("looks again by itself when the store could not be read", async () => {
  const { events, grow } = fakeEvents(0);
  const read = events.read;
  const tail = await followEvents(events);
  let failures = 2;
  events.read = (range) =>
    failures-- > 0 ? Promise.reject(new Error("The database is locked.")) : read(range);
  grow(1);
  await expect.poll(() => tail.last, { timeout: 5_000 }).toBe(1);
  tail.close();
});
