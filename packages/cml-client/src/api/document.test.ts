import { documentPath, readDocument } from "@cml-fleet/cml-document";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryOf } from "../test/arbitrary-json.ts";
import { driftsIn } from "./check-answer.ts";
import { type CmlOperationName, operations } from "./operations.ts";

const path = documentPath();
if (path === undefined)
  process.stderr.write("SKIPPED: Cisco's OpenAPI document is missing: set CML_OPENAPI.\n");
const document = path === undefined ? { operations: [], schemas: {} } : readDocument(path);

describe.skipIf(path === undefined)("operations", () => {
  test("are exactly the 193 of the document", () => {
    expect(Object.keys(operations)).toHaveLength(193);
    expect(Object.keys(operations).sort()).toEqual(document.operations.map(({ name }) => name).sort());
  });

  test.each(document.operations.map((operation) => [operation.name as CmlOperationName, operation] as const))(
    "describe %s as the document does",
    (name, documented) => {
      const { parameters = [], body, answers, open = false, deprecated = false } = operations[name];
      expect(parameters.map((one) => [one.in, one.name, one.required ?? false])).toEqual(
        documented.parameters.map((one) => [one.in, one.name, one.required]),
      );
      expect(Object.keys(answers).sort()).toEqual(Object.keys(documented.answers).sort());
      expect([body?.required, body?.mediaType]).toEqual([
        documented.body?.required,
        documented.body?.mediaType,
      ]);
      expect([open, deprecated]).toEqual([documented.open, documented.deprecated]);
    },
  );

  test("count four that are open, and nine that are deprecated", () => {
    const all = Object.values(operations);
    expect(all.filter(({ open }) => open)).toHaveLength(4);
    expect(all.filter(({ deprecated }) => deprecated)).toHaveLength(9);
  });
});

describe.skipIf(path === undefined)("answers made by the document's schemas", () => {
  const cases = document.operations.flatMap(({ name, answers }) =>
    Object.entries(answers).flatMap(([status, answer]) =>
      answer && /json/.test(answer.mediaType)
        ? [[name as CmlOperationName, Number(status), answer.schema] as const]
        : [],
    ),
  );

  test.each(cases)("to %s, %i, are read without drift", (name, status, schema) => {
    fc.assert(
      fc.property(arbitraryOf(schema, document.schemas), (answer) => {
        expect(driftsIn(name, status, answer)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
