import { expect, test } from "vitest";
import { manualClock } from "../testing/index.ts";
import { uuidV7 } from "./uuid-v7.ts";

test("ids sort in the order they were made, on a clock that stands still, goes on or goes back", () => {
  const clock = manualClock();
  const ids = uuidV7(clock);
  const made: string[] = [];
  for (const stepMs of [0, 1, 0, -5_000, 0, 60_000]) {
    clock.advance(stepMs);
    for (let index = 0; index < 5_000; index++) made.push(ids.next());
  }
  expect(made).toEqual([...made].sort());
  expect(new Set(made).size).toBe(made.length);
});

test("an id says when it was made, and that it is of version 7", () => {
  const id = uuidV7(manualClock("2026-01-01T00:00:00.000Z")).next();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replace("-", "").slice(0, 12), 16)).toBe(Date.parse("2026-01-01T00:00:00.000Z"));
});

test("two makers do not make the same id", () => {
  const clock = manualClock();
  const [one, other] = [uuidV7(clock), uuidV7(clock)];
  const made = Array.from({ length: 1_000 }, () => [one.next(), other.next()]).flat();
  expect(new Set(made).size).toBe(2_000);
});
