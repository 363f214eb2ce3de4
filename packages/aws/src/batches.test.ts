import fc from "fast-check";
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

test("puts every item of every region into one batch, once, and none beyond its size", () => {
  const refs = fc.array(fc.record({ region: fc.constantFrom("a", "b", "c"), id: fc.nat(40).map(String) }));
  fc.assert(
    fc.property(refs, fc.integer({ min: 1, max: 9 }), (machines, size) => {
      const cut = [...byRegion(machines)].flatMap(([region, found]) =>
        batches([...found.values()], size).map((batch) => ({ region, batch })),
      );
      const keys = cut.flatMap(({ batch }) => batch.map(({ region, id }) => `${region} ${id}`));
      expect(keys.sort()).toEqual([...new Set(machines.map(({ region, id }) => `${region} ${id}`))].sort());
      for (const { region, batch } of cut) {
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(size);
        expect(batch.every((machine) => machine.region === region)).toBe(true);
      }
    }),
  );
});

test("rejects with what went wrong with an item", async () => {
  const work = async (item: number) => {
    if (item === 1) throw new Error("broken");
    return item;
  };
  await expect(inParallel([1, 2, 3], 2, work)).rejects.toThrow("broken");
});
