import { describe, test } from "vitest";
import { check, eventLogContract } from "../testing/index.ts";
import { memoryEventLog } from "./memory-event-log.ts";

describe("memoryEventLog", () => {
  check(
    test,
    eventLogContract(async () => memoryEventLog()),
  );
});
