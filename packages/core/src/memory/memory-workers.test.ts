import { describe, test } from "vitest";
import { check, storeContract, workerIndexContract, workerSamples } from "../testing/index.ts";
import { memoryWorkers } from "./memory-workers.ts";

describe("memoryWorkers", () => {
  check(
    test,
    storeContract(async () => memoryWorkers(), workerSamples),
  );
  check(
    test,
    workerIndexContract(async () => memoryWorkers()),
  );
});
