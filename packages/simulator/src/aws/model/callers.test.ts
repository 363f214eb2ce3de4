import { expect, test } from "vitest";
import { manualClock } from "../../test/manual-clock.ts";
import { makeCallers } from "./callers.ts";

const account = "123456789012";
const durationMs = 15 * 60_000;

test("knows sessions as expired for an hour, and keeps no more of them than were made since", () => {
  const clock = manualClock();
  const options = { accounts: [account], roles: undefined, acceptAnyKey: true, seed: 1, clock: clock.now };
  const callers = makeCallers(options);
  const caller = callers.identify({ ...callers.keyOf(account), region: "us-east-1" });
  const assume = () =>
    callers.assumeRole(caller, { arn: `arn:aws:iam::${account}:role/fleet`, sessionName: "s", durationMs });
  const identify = (session: ReturnType<typeof assume>) => () =>
    callers.identify({ ...session, region: "us-east-1" });
  const old = Array.from({ length: 1_000 }, assume);
  clock.advance(durationMs + 3_599_999);
  const young = assume();
  expect(identify(old[0]!)).toThrow("is expired");
  expect(identify(young)()).toMatchObject({ account });
  clock.advance(1);
  for (let index = 0; index < 1_000; index++) assume();
  expect(identify(old[0]!)).toThrow("is invalid");
  expect(identify(young)()).toMatchObject({ account });
});
