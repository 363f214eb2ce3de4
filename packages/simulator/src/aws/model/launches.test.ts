import { expect, test } from "vitest";
import { manualClock } from "../../test/manual-clock.ts";
import { makeAccounts } from "./accounts.ts";
import { addInstance } from "./launch.ts";
import { earlierLaunch, forgetLaunches, rememberLaunch } from "./launches.ts";
import { existingInstances } from "./visible.ts";

test("keeps nothing of a launch whose instances have vanished, but that they were terminated", () => {
  const clock = manualClock();
  const { home: world } = makeAccounts({ clock: clock.now, controllers: { enabled: false } });
  const region = world.regions.get("us-east-1")!;
  const launched = [0, 1].map((launchIndex) =>
    addInstance(world, region, {
      reservationId: "r-1",
      launchIndex,
      imageId: "ami-1",
      type: "c5.large",
      clientToken: "token",
      tags: new Map(),
      order: { kind: launchIndex === 0 ? "terminate" : "start", atMs: clock.now() },
    }),
  );
  rememberLaunch(world, region, "token", "request", launched);
  clock.advance(2 * 3_600_000);
  expect(existingInstances(world, region)).toHaveLength(1);
  expect([...region.launches.get("token")!.instances]).toEqual([launched[1]]);
  expect(earlierLaunch(world, region, "token", "request")).toHaveLength(1);

  launched[1]!.order = { kind: "terminate", atMs: clock.now() };
  launched[1]!.revision += 1;
  clock.advance(2 * 3_600_000);
  existingInstances(world, region);
  expect([...region.launches.get("token")!.instances]).toEqual([]);
  expect(() => earlierLaunch(world, region, "token", "request")).toThrow("are terminated");
  expect(() => earlierLaunch(world, region, "token", "other request")).toThrow("parameters differ");
});

test("lets a token launch anew a day after all that it launched was terminated, and forgets it by then", () => {
  const clock = manualClock();
  const { home: world } = makeAccounts({ clock: clock.now, controllers: { enabled: false } });
  const region = world.regions.get("us-east-1")!;
  const launch = (token: string) => {
    const instance = addInstance(world, region, {
      reservationId: `r-${token}`,
      launchIndex: 0,
      imageId: "ami-1",
      type: "c5.large",
      clientToken: token,
      tags: new Map(),
      order: { kind: "start", atMs: clock.now() },
    });
    rememberLaunch(world, region, token, "request", [instance]);
    return instance;
  };
  const kept = launch("kept");
  const ended = Array.from({ length: 1_100 }, (_, index) => launch(`ended ${index}`));
  clock.advance(48 * 3_600_000);
  forgetLaunches(world, region);
  expect(region.launches.size).toBe(1_101);
  for (const instance of ended) {
    instance.order = { kind: "terminate", atMs: clock.now() };
    instance.revision += 1;
  }
  clock.advance(world.delays.terminateMs + 23 * 3_600_000);
  existingInstances(world, region);
  expect(() => earlierLaunch(world, region, "ended 0", "request")).toThrow("are terminated");
  clock.advance(3_600_000);
  expect(earlierLaunch(world, region, "ended 0", "request")).toBeUndefined();
  expect(earlierLaunch(world, region, "kept", "request")).toMatchObject([{ instance: { id: kept.id } }]);

  for (let index = 0; index < 1_200; index++) {
    forgetLaunches(world, region);
    launch(`later ${index}`);
  }
  expect([...region.launches.keys()].filter((token) => token.startsWith("ended"))).toEqual([]);
  expect(region.launches.has("kept")).toBe(true);
});
