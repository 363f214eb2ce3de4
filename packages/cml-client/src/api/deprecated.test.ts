import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type CmlOperationName, operations } from "../index.ts";

test("editors strike out exactly the operations that the API is to lose", () => {
  const types = readFileSync(new URL("types.ts", import.meta.url), "utf8");
  const struckOut = [...types.matchAll(/@deprecated by CML 2\.9\n\s+\*\/\n\s+"([^"]+)": \{/g)].map(
    ([, name = ""]) => name,
  );
  const names = Object.keys(operations) as CmlOperationName[];
  expect(struckOut.sort()).toEqual(names.filter((name) => operations[name].deprecated).sort());
  expect(struckOut).toHaveLength(9);
});
