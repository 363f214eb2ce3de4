import { expect, test } from "vitest";
import { inSlices } from "./in-slices.ts";

test("gives others their turn between its slices, and leaves nothing out", async () => {
  let turns = 0;
  let going = true;
  const turn = (): void => {
    turns += 1;
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  const count = 20_500;
  const turnsSeen: number[] = [];
  const pieces = await inSlices(count, (from, to) => {
    turnsSeen.push(turns);
    return Buffer.from(Array.from({ length: to - from }, (_, index) => (from + index) & 0xff));
  });
  going = false;
  expect(new Set(turnsSeen).size).toBe(turnsSeen.length);
  expect(turnsSeen.length).toBeGreaterThan(10);
  const whole = Buffer.from(Array.from({ length: count }, (_, index) => index & 0xff));
  expect(Buffer.concat(pieces).equals(whole)).toBe(true);
});

test("makes nothing of nothing", async () => {
  expect(await inSlices(0, () => Buffer.alloc(1))).toEqual([]);
});
