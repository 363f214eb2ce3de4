import { expect, test } from "vitest";
import { callCounter } from "./call-counter.ts";

test("counts every call, and keeps no more names than there can be", () => {
  const calls = callCounter();
  for (let index = 0; index < 5_000; index++) calls.add(`made up ${index}`);
  calls.add("made up 0");
  calls.add("x".repeat(1_000_000));
  expect(calls.count()).toBe(5_002);
  expect(calls.count("made up 0")).toBe(2);
  expect(Object.keys(calls.byName())).toHaveLength(1_000);
  calls.reset();
  calls.add("x".repeat(201));
  expect([calls.count(), calls.byName()]).toEqual([1, {}]);
});
