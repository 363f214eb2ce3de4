import { expect, test } from "vitest";
import { manualClock } from "../../test/manual-clock.ts";
import { tokenBuckets } from "./token-buckets.ts";

test("takes nothing out of a bucket when the clock is set back, and fills it from there", () => {
  let nowMs = manualClock().now();
  const buckets = tokenBuckets({ Act: { calls: { burst: 2, perSecond: 1 } } }, () => nowMs);
  const pays = () => buckets.pay("Act", () => ({ bare: false, instances: 0 }));
  expect(pays()).toBe(true);
  nowMs -= 3_600_000;
  expect([pays(), pays()]).toEqual([true, false]);
  nowMs += 1_000;
  expect([pays(), pays()]).toEqual([true, false]);
});
