import { expect, test } from "vitest";
import { pacing } from "./pacing.ts";
import { permissions } from "./permissions.ts";
import { publishedRates } from "./rates.ts";

/** So slow that no token comes back while a test runs: one in 1,000 seconds at half a share. */
const slow = (burst: number) => ({ burst, perSecond: 0.002 });

test("lets half of the burst through at once, and refuses the next with the wait it computed", async () => {
  const pacer = pacing({ rates: { Act: { calls: slow(4) } } })("eu-west-1");
  await pacer.turn("Act", 0);
  await pacer.turn("Act", 0);
  await expect(pacer.turn("Act", 0)).rejects.toMatchObject({
    code: "throttled",
    retryable: true,
    message: expect.stringMatching(/^Act in eu-west-1: .* would wait 1000 s, longer than the 30 s allowed\./),
  });
});

test("counts each action and each region for itself", async () => {
  const pacerOf = pacing({ rates: { Act: { calls: slow(2) }, Other: { calls: slow(2) } } });
  const [here, there] = [pacerOf("eu-west-1"), pacerOf("us-east-1")];
  await here.turn("Act", 0);
  await here.turn("Other", 0);
  await there.turn("Act", 0);
  await expect(here.turn("Act", 0)).rejects.toThrow("Act in eu-west-1");
});

test("a call that is refused takes no token from those who wait less", async () => {
  const rates = { Act: { calls: slow(2), instances: slow(100) } };
  const pacer = pacing({ share: 1, rates })("eu-west-1");
  await pacer.turn("Act", 100);
  await expect(pacer.turn("Act", 1)).rejects.toMatchObject({ code: "throttled" });
  await pacer.turn("Act", 0);
});

test("counts the instances a command names, apart from the calls", async () => {
  const pacer = pacing()("eu-west-1");
  // Half of 1,000 at once, then one a second: 100 more take 100 seconds.
  await pacer.turn("StartInstances", 500);
  await expect(pacer.turn("StartInstances", 100)).rejects.toThrow("would wait 100 s");
});

test("waits without end where that is allowed, and leaves the queue when the caller gives up", async () => {
  const pacer = pacing({ rates: { Act: { calls: slow(2) } }, maxWaitMs: 1_500_000 })("eu-west-1");
  await pacer.turn("Act", 0);
  const giveUp = new AbortController();
  const waiting = pacer.turn("Act", 0, giveUp.signal);
  // Behind the one who waits it would be 2,000 seconds.
  await expect(pacer.turn("Act", 0)).rejects.toThrow("would wait 2000 s");
  giveUp.abort("enough");
  await expect(waiting).rejects.toBe("enough");
  const next = new AbortController();
  const turn = pacer.turn("Act", 0, next.signal);
  next.abort("it waits, and was not refused");
  await expect(turn).rejects.toBe("it waits, and was not refused");
});

test("does not hold back an action nobody knows a rate of", async () => {
  const pacer = pacing()("eu-west-1");
  await Promise.all(Array.from({ length: 1_000 }, () => pacer.turn("DescribeVolumes", 0)));
});

test("knows a rate for every operation that is called", () => {
  expect(Object.keys(publishedRates).sort()).toEqual(Object.keys(permissions).sort());
});
