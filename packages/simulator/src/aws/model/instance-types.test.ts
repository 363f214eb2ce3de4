import { expect, test } from "vitest";
import { hardwareOf, isInstanceType, nestsVirtualization } from "./instance-types.ts";

const gib = 2 ** 30;

test.each([
  ["c5.large", 2, 4, 2],
  ["c5.9xlarge", 36, 72, 2],
  ["c5n.metal", 72, 192, 2],
  ["m5zn.metal", 48, 192, 2],
  ["m8i.96xlarge", 384, 1_536, 2],
  ["c8a.medium", 1, 2, 1],
  ["c7i.metal-24xl", 96, 192, 2],
  ["t3.nano", 2, 0.5, 2],
  ["t2.small", 1, 2, 1],
  ["i3.large", 2, 15.25, 2],
])("knows what is in a %s", (type, cpus, memoryGib, threadsPerCore) => {
  expect(hardwareOf(type)).toMatchObject({ cpus, memoryBytes: memoryGib * gib, threadsPerCore });
});

test("knows no type that AWS does not have", () => {
  const none = [
    "nope.large",
    "zz9.metal",
    "c5.37xlarge",
    "c5.8xlarge",
    "m5zn.medium",
    "c5",
    "c5.",
    "",
    "constructor",
  ];
  expect(none.filter(isInstanceType)).toEqual([]);
  expect(() => hardwareOf("c5.37xlarge")).toThrow("There is no instance type c5.37xlarge here.");
});

test("nests virtual machines in the eighth Intel generation, where they are not whole machines", () => {
  const types = [
    "c8i.large",
    "m8i-flex.4xlarge",
    "r8i.96xlarge",
    "c8i.metal-48xl",
    "c8id.large",
    "c5.4xlarge",
  ];
  expect(types.filter(nestsVirtualization)).toEqual(["c8i.large", "m8i-flex.4xlarge", "r8i.96xlarge"]);
});
