import { expect, test } from "vitest";
import { toTimestamp } from "./fields.ts";

test.each([
  ["2026-08-20 17:25:30", "2026-08-20T17:25:30.000Z"],
  ["2026-08-20T17:25:30", "2026-08-20T17:25:30.000Z"],
  ["2026-08-20T17:25:30Z", "2026-08-20T17:25:30.000Z"],
  ["2026-08-20T17:25:30+00:00", "2026-08-20T17:25:30.000Z"],
  ["2026-08-20T19:25:30.123456+0200", "2026-08-20T17:25:30.123Z"],
  ["", null],
  ["never 5", null],
  ["2026-13-45T99:99:99Z", null],
])("reads %j as %j", (written, read) => {
  expect(toTimestamp(written)).toBe(read);
});
