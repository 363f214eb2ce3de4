import { expect, test } from "vitest";
import { makeAccounts } from "./accounts.ts";
import { freeAddress, isAddress, isReserved, isWithin } from "./private-addresses.ts";
import { seedInstances } from "./seeding.ts";

test("gives out every address of a range once, in turn, and comes back to those that are free again", async () => {
  const accounts = makeAccounts({ controllers: { enabled: false }, regions: ["us-east-1"] });
  await seedInstances(accounts, Array(3).fill({ region: "us-east-1" }));
  const { home } = accounts;
  const region = home.regions.get("us-east-1")!;
  const [first, second, third] = region.instances.keys();
  const cidr = "10.1.0.248/29";
  const { holders } = region.privateAddresses;
  for (const [id, address] of [
    [first!, "10.1.0.252"],
    [second!, "10.1.0.253"],
    [third!, "10.1.0.254"],
  ] as const) {
    expect(freeAddress(home, region, cidr)).toBe(address);
    holders.set(address, id);
  }
  expect(() => freeAddress(home, region, cidr)).toThrow("All 3 addresses of 10.1.0.248/29");
  region.instances.delete(second!);
  expect(freeAddress(home, region, cidr)).toBe("10.1.0.253");
});

test("knows addresses, and which of a range are for instances", () => {
  expect(["10.0.0.1", "999.1.1.1", "1.2.3", "010.0.0.1", "::1", "a.b.c.d"].map(isAddress)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
  const cidr = "10.0.64.0/18";
  expect(
    ["10.0.63.255", "10.0.64.0", "10.0.127.255", "10.0.128.0"].map((one) => isWithin(cidr, one)),
  ).toEqual([false, true, true, false]);
  expect(
    ["10.0.64.3", "10.0.64.4", "10.0.127.254", "10.0.127.255"].map((one) => isReserved(cidr, one)),
  ).toEqual([true, false, false, true]);
});
