import { expect, test } from "vitest";
import { followEvents } from "./event-tail.ts";
import { event, fakeEvents } from "./test/fake-events.ts";
import { settled } from "./test/stream-scene.ts";

test("hears of an event that is announced just as it has read everything", async () => {
  const { events, grow } = fakeEvents(0);
  const tail = await followEvents(events);
  // Each microtask around the end of a read is a moment to be announced in.
  for (let depth = 0; depth < 8; depth++) {
    const after = (steps: number): void => (steps === 0 ? grow(1) : queueMicrotask(() => after(steps - 1)));
    const stop = tail.listen({
      grown() {
        stop();
        after(depth);
      },
      ephemeral() {},
    });
    const before = tail.last;
    grow(1);
    await settled();
    expect([depth, tail.last]).toEqual([depth, before + 2]);
  }
});

test("tells an event that is in no log after a fact that was announced just before it", async () => {
  for (let depth = 0; depth < 8; depth++) {
    const { events, grow, tell } = fakeEvents(0);
    const tail = await followEvents(events);
    const heard: unknown[] = [];
    const after = (steps: number, act: () => void): void =>
      steps === 0 ? act() : queueMicrotask(() => after(steps - 1, act));
    tail.listen({
      grown() {
        heard.push(tail.last);
        if (tail.last > 1) return;
        after(depth, () => {
          grow(1);
          tell(event(99));
        });
      },
      ephemeral: ({ data }) => heard.push(data["mark"]),
    });
    grow(1);
    await settled();
    expect([depth, ...heard]).toEqual([depth, 1, 2, 99]);
  }
});

test("hears of an event that is announced while it begins to follow", async () => {
  const { events, grow } = fakeEvents(3);
  const { bounds } = events;
  events.bounds = async () => {
    const seen = await bounds();
    events.bounds = bounds;
    grow(1);
    return seen;
  };
  const tail = await followEvents(events);
  await settled();
  expect(tail.last).toBe(4);
});

test("goes on after what was trimmed before it could be read, and keeps no gap in memory", async () => {
  const { events, grow, trim } = fakeEvents(0);
  const tail = await followEvents(events);
  grow(1);
  await settled();
  grow(2);
  trim(3);
  await settled();
  expect([tail.last, await tail.read(1)]).toEqual([3, []]);
  grow(4);
  trim(5);
  await settled();
  expect(tail.last).toBe(7);
  expect((await tail.read(3)).map(({ sequence }) => sequence)).toEqual([6, 7]);
  expect(await tail.reaches(3)).toBe(false);
});

test("waits for what is announced before the store shows it", async () => {
  const { events, grow } = fakeEvents(0);
  const { read } = events;
  const tail = await followEvents(events);
  let late = 2;
  events.read = async (range) => (late-- > 0 ? { events: [] } : read(range));
  events.bounds = async () => ({ logId: "log", first: 1, last: 0 });
  grow(1);
  await expect.poll(() => tail.last, { timeout: 5_000 }).toBe(1);
  tail.close();
});

test("looks no more once it is closed", async () => {
  const { events, reads, grow } = fakeEvents(0);
  const tail = await followEvents(events);
  grow(1);
  tail.close();
  await settled();
  grow(1);
  await settled();
  expect(reads.length).toBeLessThanOrEqual(1);
});
