import { expect, test } from "vitest";
import { formReader } from "./form-reader.ts";

const long = (id: string): string => `Action=Describe&Id.1=${id}&Padding=${"x".repeat(1_000)}`;

test("reads a long form once, until a hundred others came", () => {
  const read = formReader();
  const first = read(long("a"));
  expect(first.params.texts("Id")).toEqual(["a"]);
  expect(read(long("a"))).toBe(first);
  expect(read(long("b")).params.texts("Id")).toEqual(["b"]);
  for (let other = 0; other < 99; other++) read(long(`c${other}`));
  expect(read(long("a"))).not.toBe(first);
  expect(read("Action=Short")).not.toBe(read("Action=Short"));
});
