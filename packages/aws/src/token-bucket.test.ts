import { type ManualClock, manualClock } from "@cml-fleet/core/testing";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { tokenBucket } from "./token-bucket.ts";

let clock: ManualClock;
beforeEach(() => {
  clock = manualClock();
});

test("lets a burst through at once, and the next ones at the rate", async () => {
  const bucket = tokenBucket({ burst: 3, perSecond: 50 }, clock);
  for (const _ of [1, 2, 3]) await bucket.take(1);
  expect(bucket.waitMs(1)).toBe(20);

  const startedAt = performance.now();
  await Promise.all([bucket.take(1), bucket.take(1)]);
  expect(performance.now() - startedAt).toBeGreaterThan(38);
});

test("lets callers through in the order they came", async () => {
  const bucket = tokenBucket({ burst: 1, perSecond: 200 }, clock);
  const order: string[] = [];
  await Promise.all(["a", "b", "c"].map((name) => bucket.take(1).then(() => order.push(name))));
  expect(order).toEqual(["a", "b", "c"]);
});

test("fills with time, and no further than its burst", async () => {
  const bucket = tokenBucket({ burst: 2, perSecond: 2 }, clock);
  await bucket.take(2);
  clock.advance(250);
  expect(bucket.waitMs(1)).toBe(250);
  clock.advance(3_600_000);
  await bucket.take(2);
  expect(bucket.waitMs(1)).toBe(500);
});

test("lets one take more than it holds, and has those who come after pay for it", async () => {
  const bucket = tokenBucket({ burst: 10, perSecond: 2 }, clock);
  expect(bucket.waitMs(100)).toBe(0);
  await bucket.take(100);
  expect(bucket.waitMs(1)).toBe((100 - 10 + 1) * 500);
});

test("gives back what a caller took who gave up, and tells the reason", async () => {
  const bucket = tokenBucket({ burst: 1, perSecond: 0.01 }, clock);
  await bucket.take(1);
  const giveUp = new AbortController();
  const taking = bucket.take(1, giveUp.signal);
  expect(bucket.waitMs(1)).toBe(200_000);
  giveUp.abort("enough");
  await expect(taking).rejects.toBe("enough");
  expect(bucket.waitMs(1)).toBe(100_000);
});

test("takes nothing for one who gave up before", async () => {
  const bucket = tokenBucket({ burst: 1, perSecond: 1 }, clock);
  await expect(bucket.take(1, AbortSignal.abort("enough"))).rejects.toBe("enough");
  expect(bucket.waitMs(1)).toBe(0);
});

test("never grants more than the burst and what the rate brings, whatever is taken when", () => {
  const steps = fc.array(
    fc.record({ tokens: fc.integer({ min: 1, max: 4 }), laterMs: fc.integer({ min: 0, max: 3_000 }) }),
  );
  fc.assert(
    fc.property(steps, (taken) => {
      const time = manualClock();
      const bucket = tokenBucket({ burst: 5, perSecond: 2 }, time);
      const startedAt = time.now();
      let granted = 0;
      for (const { tokens, laterMs } of taken) {
        time.advance(laterMs);
        // Its turn comes when the wait is over.
        time.advance(Math.ceil(bucket.waitMs(tokens)));
        void bucket.take(tokens);
        granted += tokens;
        expect(granted).toBeLessThanOrEqual(5 + ((time.now() - startedAt) / 1_000) * 2 + 1e-6);
      }
    }),
  );
});
