import { expect, test } from "vitest";
import { positionAt, sequenceIn } from "./position.ts";

const logId = "0190-a-log";

test("reads a place back that it wrote", () => {
  for (const sequence of [0, 1, 123_456]) {
    expect(sequenceIn(logId, positionAt(logId, sequence))).toBe(sequence);
  }
});

test.each([
  "",
  "7",
  "another-log-7",
  "0190-a-log",
  "0190-a-log-",
  "0190-a-log-07",
  "0190-a-log--7",
  "0190-a-log-7\n",
])("takes %j for no place in this log", (position) => {
  expect(sequenceIn(logId, position)).toBeUndefined();
});
