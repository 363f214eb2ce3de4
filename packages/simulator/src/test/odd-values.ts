import type { Schema } from "@cml-fleet/cml-document";
import fc from "fast-check";

/** What programs trip over. */
const oddTexts = [
  "",
  "__proto__",
  "constructor",
  "toString",
  "not __proto__",
  "\u0000",
  "\ud800",
  "..",
  "%zz",
  "1.1.1.1:99999",
  "[:::]",
  "*".repeat(300),
  "<a/>",
  "- a: [b",
  "!!js/function x",
  "9".repeat(20),
  "-1",
  "1e999",
];

const oddValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  2 ** 53,
  [],
  {},
  [[]],
  { constructor: {} },
];

export const oddText = fc.constantFrom(...oddTexts);

const odd = fc.oneof(oddText, fc.constantFrom(...oddValues));

const mostly = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: odd });

/** Values for a schema: some fit, some do not, and some would but for one member. */
export function oddValuesOf(
  schemas: Readonly<Record<string, Schema>>,
  ids: readonly string[],
): (schema: Schema) => fc.Arbitrary<unknown> {
  const texts = fc.oneof(fc.constantFrom(...ids), oddText, fc.constant("a"));

  const named = (ref: string): Schema => schemas[ref.split("/").at(-1) ?? ""] ?? {};
  const record = (schema: Schema, depth: number): fc.Arbitrary<unknown> => {
    const members = Object.entries(schema["properties"] as Record<string, Schema>);
    const model = Object.fromEntries(members.map(([name, member]) => [name, of(member, depth)]));
    return fc.record(model, { requiredKeys: (schema["required"] ?? []) as string[] });
  };
  const of = (schema: Schema, depth: number): fc.Arbitrary<unknown> => {
    const { $ref, anyOf, oneOf, properties, items } = schema;
    if (depth === 0) return odd;
    if (typeof $ref === "string") return of(named($ref), depth);
    const choices = (anyOf ?? oneOf) as readonly Schema[] | undefined;
    if (choices) return fc.oneof(...choices.map((choice) => of(choice, depth)));
    if (items) return mostly(fc.array(of(items as Schema, depth - 1), { maxLength: 3 }));
    return properties ? mostly(record(schema, depth - 1)) : leaf(schema, texts);
  };
  return (schema) => of(schema, 6);
}

function leaf(schema: Schema, texts: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const {
    const: word,
    enum: words = word === undefined ? undefined : [word],
    type,
    minimum = 0,
    maximum = 1,
  } = schema;
  if (Array.isArray(words)) return mostly(fc.constantFrom<unknown>(...words));
  if (type === "string") return texts;
  if (type === "integer" || type === "number") return mostly(fc.constantFrom(minimum, maximum, 1, 2));
  return type === "boolean" ? mostly(fc.boolean()) : odd;
}
