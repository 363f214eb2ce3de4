import { expect, test } from "vitest";
import { checkInput } from "./check-input.ts";
import { operations } from "./operations.ts";
import { patternInWords } from "./pattern-words.ts";
import { requestSchemas } from "./request-schemas.ts";

function patternsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "pattern" in value && typeof value.pattern === "string" ? [value.pattern] : [];
  return [...own, ...Object.values(value).flatMap(patternsIn)];
}

test.each([...new Set(patternsIn([operations, requestSchemas]))])("has words for %s", (pattern) => {
  expect(patternInWords(pattern)).toMatch(/expected/);
});

test.each<[string, Parameters<typeof checkInput>]>([
  ["an id, such as", ["GET /labs/{lab_id}", { path: { lab_id: "OSPF" } }]],
  ["1 to 250 characters", ["GET /image_definitions/{def_id}", { path: { def_id: "a/b" } }]],
  ["a URL with a path", ["POST /lab_repos", { body: { url: "x", name: "n" } }]],
])("says %s … is expected, and prints no regular expression", (says, input) => {
  const check = () => checkInput(...input);
  expect(check).toThrow(says);
  expect(check).not.toThrow(/\/\^|pattern/);
});
