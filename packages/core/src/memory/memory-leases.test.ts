import { describe, test } from "vitest";
import { check, leaseContract } from "../testing/index.ts";
import { memoryLeases } from "./memory-leases.ts";

describe("memoryLeases", () => {
  check(
    test,
    leaseContract(async ({ clock }) => memoryLeases(clock)),
  );
});
