import { expect, test } from "vitest";
import { estimateMetrics } from "./metric-cost.ts";

const MINUTE_MS = 60_000;

test.each([
  [100, 5, 1, 17.28],
  [100, 1, 1, 86.4],
  [250, 5, 1, 43.2],
  [251, 5, 2, 43.3728],
  [1_000, 5, 4, 172.8],
  [10_000, 5, 40, 1_728],
  [10_000, 1, 40, 8_640],
  [0, 5, 0, 0],
])("reading %d machines every %d minutes takes %d calls, and $%d a month", (count, minutes, calls, usd) => {
  const estimate = estimateMetrics(count, minutes * MINUTE_MS);
  expect(estimate.callsPerRefresh).toBe(calls);
  expect(estimate.usdPerMonth).toBeCloseTo(usd, 6);
});

test.each([0, -1, Number.NaN])("refuses to estimate a refresh every %d ms", (everyMs) => {
  expect(() => estimateMetrics(1, everyMs)).toThrow(`every ${everyMs} ms`);
});
