import { expect, test } from "vitest";
import { batches, byRegion, inParallel } from "./batches.ts";

test("cuts a list into pieces that hold every item once, in order", () => {
  expect(batches([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(batches([], 2)).toEqual([]);
});

test("never works on more items at a time than the limit, and answers in order", async () => {
  let underWay = 0;
  let most = 0;
  const answers = await inParallel([5, 1, 4, 2, 3], 2, async (item) => {
    most = Math.max(most, ++underWay);
    for (let turn = 0; turn < item; turn++) await Promise.resolve();
    underWay--;
    return item * 10;
  });
  expect(answers).toEqual([50, 10, 40, 20, 30]);
  expect(most).toBe(2);
});

test("keeps each machine once, and two regions apart", () => {
  const twin = { region: "eu-west-1", id: "i-1" };
  const regions = byRegion([twin, { region: "us-east-1", id: "i-1" }, { ...twin }]);
  expect([...regions].map(([region, machines]) => [region, [...machines.keys()]])).toEqual([
    ["eu-west-1", ["i-1"]],
    ["us-east-1", ["i-1"]],
  ]);
});
