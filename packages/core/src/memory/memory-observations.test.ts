import { describe, test } from "vitest";
import { check, observationContract } from "../testing/index.ts";
import { memoryObservations } from "./memory-observations.ts";

describe("memoryObservations", () => {
  check(
    test,
    observationContract(async () => memoryObservations()),
  );
});
