import { expect, test } from "vitest";
import { pattern } from "./pattern.ts";

test.each([
  ["cml-*", "cml-2.9.0", true],
  ["cml-*", "CML-2.9.0", false],
  ["cml-2.?.0", "cml-2.9.0", true],
  ["cml-2.?.0", "cml-2.10.0", false],
  ["a.b", "axb", false],
  ["a.*", "a.b", true],
  ["a.*", "axb", false],
  ["A\\*", "A*", true],
  ["A\\*", "AB", false],
  ["A\\*B*", "A*Bx", true],
  ["a\\\\*", "a\\x", true],
  ["a\\\\", "a\\", true],
  ["*", "two\nlines", true],
  ["(x)[y]{z}^$+|/", "(x)[y]{z}^$+|/", true],
  ["(x)[y]{z}^$+|/-*", "(x)[y]{z}^$+|/-1", true],
  ["?", "😀", true],
  ["", "", true],
])("takes %j for %j: %s", (text, value, fits) => {
  expect(pattern([text])(value)).toBe(fits);
});

test("fits when one of several patterns does", () => {
  const fits = pattern(["one", "tw*"]);
  expect(["one", "two", "three"].map(fits)).toEqual([true, true, false]);
});
