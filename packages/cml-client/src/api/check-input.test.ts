import { expect, test } from "vitest";
import { CmlError } from "../errors.ts";
import { checkInput } from "./check-input.ts";
import { type CmlOperationName, operations } from "./operations.ts";

test.each(Object.keys(operations) as CmlOperationName[])("can check every part of %s", (name) => {
  const { parameters = [], body } = operations[name];
  const parts: unknown[] = [];
  for (const { in: place, name: parameter } of parameters.filter((one) => one.in !== "header")) {
    const path = Object.fromEntries(
      parameters.filter((one) => one.in === "path").map((one) => [one.name, undefined]),
    );
    parts.push({ path: { ...path }, query: {}, [place]: { [parameter]: { not: "right" } } });
  }
  if (body) parts.push({ body: { not: "right" } });
  for (const input of parts) {
    try {
      checkInput(name, input as Parameters<typeof checkInput>[1]);
    } catch (error) {
      expect(CmlError.is(error, "invalid_request"), String(error)).toBe(true);
    }
  }
});
