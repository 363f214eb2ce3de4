import { describe, test } from "vitest";
import { check, storeContract, workerSamples } from "../testing/index.ts";
import { memoryWorkers } from "./memory-workers.ts";

describe("memoryWorkers", () => {
  check(
    test,
    storeContract(async () => memoryWorkers(), workerSamples),
  );
});
