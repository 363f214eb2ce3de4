import { expect, test } from "vitest";
import { manualClock } from "../../test/manual-clock.ts";
import { makeAccounts } from "./accounts.ts";
import { addInstance } from "./launch.ts";
import { earlierLaunch, rememberLaunch } from "./launches.ts";
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
  rememberLaunch(region, "token", "request", launched);
  clock.advance(2 * 3_600_000);
  expect(existingInstances(world, region)).toHaveLength(1);
  expect([...region.launches.get("token")!.instances]).toEqual([launched[1]]);
  expect(earlierLaunch(world, region, "token", "request")).toHaveLength(1);

  launched[1]!.order = { kind: "terminate", atMs: clock.now() };
  launched[1]!.revision += 1;
  clock.advance(2 * 3_600_000);
  existingInstances(world, region);
  expect(region.launches.get("token")!.instances.size).toBe(0);
  expect(() => earlierLaunch(world, region, "token", "request")).toThrow("are terminated");
  expect(() => earlierLaunch(world, region, "token", "other request")).toThrow("parameters differ");
});
