import { expect, test } from "vitest";
import { wirePeriod } from "./wire-types.ts";

test("takes periods of whole minutes, and says that shorter ones are not simulated", () => {
  expect([60, "300"].map((period) => wirePeriod.parse(period))).toEqual([60, 300]);
  for (const period of [1, 30, 90]) {
    expect(() => wirePeriod.parse(period)).toThrow("metrics of high resolution have, are not simulated");
  }
});
