import { documentPath, readDocument } from "@cml-fleet/cml-document";
import { expect, test } from "vitest";
import { operations } from "../operations.ts";
import { differences } from "./differences.ts";
import { operationsOf } from "./operations-of.ts";

const document = documentPath();

// The check of answers says at its start that there is no document.
test.runIf(document !== undefined)("names only operations that CML has", () => {
  const known = new Set(readDocument(document ?? "").operations.map(({ name }) => name));
  const named = differences.flatMap(({ without = [], amendments = {} }) => [
    ...without,
    ...Object.keys(amendments),
  ]);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

test("leaves 2.9 as it is", () => {
  expect(operationsOf("2.9")).toEqual(operations);
});
