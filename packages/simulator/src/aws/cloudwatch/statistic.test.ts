import fc from "fast-check";
import { expect, test } from "vitest";
import { statisticOf } from "./statistic.ts";

const names = ["Average", "Maximum", "Minimum", "SampleCount", "Sum", "p0", "p50", "p90", "p99.9", "p100"];

test.each(names)("makes the same %s of counted values and of each value written out", (name) => {
  const statistic = statisticOf(name)!;
  const measured = fc.record({
    value: fc.integer({ min: -50, max: 50 }),
    count: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(measured, { minLength: 1, maxLength: 9 }), (together) => {
      const apart = together.flatMap(({ value, count }) => Array(count).fill({ value, count: 1 }));
      expect(statistic(together)).toBe(statistic(apart));
    }),
  );
});

test.each([
  ["p0", 1],
  ["p50", 2],
  ["p75", 3],
  ["p75.1", 4],
  ["p100", 4],
  ["Average", 2.5],
])("takes %s of 4, 2, 1 and 3", (name, value) => {
  expect(statisticOf(name)!([4, 2, 1, 3].map((one) => ({ value: one, count: 1 })))).toBe(value);
});

test.each(["Maximum", "Minimum", "p99"])("takes the %s of more values than a call has arguments", (name) => {
  const measured = Array.from({ length: 300_000 }, () => ({ value: 7, count: 1 }));
  expect(statisticOf(name)!(measured)).toBe(7);
});
