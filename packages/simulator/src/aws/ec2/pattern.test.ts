import fc from "fast-check";
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
  ["a\\", "a\\", true],
  ["*a\\", "ba\\", true],
  ["*?b", "😀b", true],
  ["*a*", "", false],
])("takes %j for %j: %s", (text, value, fits) => {
  expect(pattern([text])(value)).toBe(fits);
});

test("fits when one of several patterns does", () => {
  const fits = pattern(["one", "tw*"]);
  expect(["one", "two", "three"].map(fits)).toEqual([true, true, false]);
});

test("fits what a plain reading of the rules fits", () => {
  const text = (signs: readonly string[]) =>
    fc.array(fc.constantFrom(...signs), { maxLength: 8 }).map((all) => all.join(""));
  fc.assert(
    fc.property(text(["a", "b", "😀", "*", "?", "\\"]), text(["a", "b", "😀", "*", "\\"]), (one, value) => {
      expect(pattern([one])(value)).toBe(reads([...one], [...value]));
    }),
    { numRuns: 2_000 },
  );
});

/** Tries every share of every star: for short texts only. */
function reads([sign, ...rest]: readonly string[], value: readonly string[]): boolean {
  if (sign === undefined) return value.length === 0;
  if (sign === "*") return reads(rest, value) || (value.length > 0 && reads(["*", ...rest], value.slice(1)));
  const [escaped, ...after] = sign === "\\" ? rest : [];
  if (escaped !== undefined) return value[0] === escaped && reads(after, value.slice(1));
  return value.length > 0 && (sign === "?" || sign === value[0]) && reads(rest, value.slice(1));
}

// With a regular expression this takes longer than anybody has tried.
test("needs no longer for many stars than for one", () => {
  expect(pattern([`${"*a".repeat(100)}*b`])("a".repeat(256))).toBe(false);
});
