import { expect, test } from "vitest";
import { readFlags } from "./flags.ts";

const flags = { instances: { value: "N", help: "" }, password: { value: "TEXT", help: "" } };

test.each([
  [["--instances", "-1"], '--instances takes N, not "-1"', "--instances=-1"],
  [["--instances", "3", "--password", "-x"], '--password takes TEXT, not "-x"', "--password=-x"],
])("says in one line how a value that begins with a dash is given: %j", (args, problem, wayOut) => {
  const asked = () => readFlags(flags, args);
  expect(asked).toThrow(`${problem}: a value that begins with a dash is written as in ${wayOut}.`);
  expect(readFlags(flags, [wayOut])).toBeDefined();
});
