import fc from "fast-check";
import { expect, test } from "vitest";
import { sameJson } from "./same-json.ts";

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member)]),
  );
};

test("takes two pieces of JSON for the same exactly when they read the same, keys in order", () => {
  const ordered = (value: unknown) => JSON.stringify(value, (_, inner) => sorted(inner));
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      expect(sameJson(one, shuffled(one))).toBe(true);
      expect(sameJson(one, other)).toBe(ordered(one) === ordered(other));
    }),
  );
});

test("takes a member that is undefined for an absent one", () => {
  expect(sameJson({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(sameJson({ a: 1 }, { a: 1, b: undefined })).toBe(true);
});

test.each([
  [{ a: null }, {}],
  [[], {}],
  [[1], [1, 2]],
  [{ a: 0 }, { a: "0" }],
  [{ a: 0 }, { a: null }],
  [null, undefined],
])("tells %o from %o", (one, other) => {
  expect(sameJson(one, other)).toBe(false);
  expect(sameJson(other, one)).toBe(false);
});

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
