import { expect, test } from "vitest";
import { failureOf } from "../test/clients.ts";
import { simulated } from "../test/simulated.ts";

const unregistered = { registered: false, registrationMs: 60 };
const quick = { pollMs: 5 };

test("registers, tells how it gets on, and ends in compliance", async () => {
  await using world = await simulated({ licence: unregistered });
  const told: (string | null)[] = [];
  const { outcome, status } = await world.client.licensing.registerAndWait({
    ...quick,
    token: "t",
    onProgress: ({ registration }) => void told.push(registration),
  });
  expect([outcome, status.registration.status]).toEqual(["in_compliance", "COMPLETED"]);
  expect(told.slice(-2)).toEqual(["IN_PROGRESS", "COMPLETED"]);
  expect(world.drift).toEqual([]);
});

test("waits for the new registration when there was one before", async () => {
  await using world = await simulated({ licence: { registrationMs: 60 } });
  const { licensing } = world.client;
  expect((await failureOf(licensing.registerAndWait({ ...quick, token: "t" }))).code).toBe("conflict");
  const told: (string | null)[] = [];
  await licensing.registerAndWait({
    ...quick,
    token: "t",
    reregister: true,
    onProgress: ({ registration }) => void told.push(registration),
  });
  expect(told.slice(-2)).toEqual(["IN_PROGRESS", "COMPLETED"]);
});

test("says that the token was not taken", async () => {
  await using world = await simulated({ licence: { ...unregistered, tokens: ["right"] } });
  const wait = world.client.licensing.registerAndWait({ ...quick, token: "wrong" });
  expect(await failureOf(wait)).toMatchObject({ code: "registration_failed" });
});

test.each([
  [true, "deregistered"],
  [false, "manual_removal_needed"],
])("deregisters; Cisco reached: %s, outcome: %s", async (reachesCisco, outcome) => {
  await using world = await simulated({ licence: { reachesCisco } });
  const { licensing } = world.client;
  expect(await licensing.deregister()).toEqual({ outcome });
  expect((await failureOf(licensing.deregister())).code).toBe("rejected");
});
