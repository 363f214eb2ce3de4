import fc from "fast-check";

type Schema = { readonly [key: string]: unknown };

/** Values that a JSON Schema allows, as far as CML's document uses the language. Recursion ends after a few levels. */
export function arbitraryOf(
  schema: Schema,
  definitions: Readonly<Record<string, Schema>>,
  depth = 0,
): fc.Arbitrary<unknown> {
  const inside = (inner: unknown) => arbitraryOf(inner as Schema, definitions, depth + 1);
  const { $ref, anyOf, oneOf, enum: words, const: constant } = schema;
  if (typeof $ref === "string") return inside(definitions[$ref.split("/").at(-1) ?? ""]);
  const branches = (anyOf ?? oneOf) as Schema[] | undefined;
  if (branches) return fc.oneof(...branches.map(inside));
  if (Array.isArray(words)) return fc.constantFrom(...words);
  if (constant !== undefined) return fc.constant(constant);
  switch (schema["type"]) {
    case "object":
      return objectOf(schema, inside, depth);
    case "array":
      return fc.array(schema["items"] ? inside(schema["items"]) : fc.jsonValue(), {
        maxLength: depth > 4 ? 0 : 3,
      });
    case "string":
      return textOf(schema);
    case "integer":
      return fc.integer(rangeOf(schema));
    case "number":
      return fc.double({ ...rangeOf(schema), noNaN: true, noDefaultInfinity: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

function objectOf(schema: Schema, inside: (inner: unknown) => fc.Arbitrary<unknown>, depth: number) {
  const properties = Object.entries((schema["properties"] ?? {}) as Record<string, Schema>);
  const required = new Set((schema["required"] ?? []) as string[]);
  const wanted = properties.filter(([name]) => required.has(name) || depth < 5);
  const known = fc.record(Object.fromEntries(wanted.map(([name, inner]) => [name, inside(inner)])), {
    requiredKeys: [...required],
  });
  const [pattern] = Object.entries((schema["patternProperties"] ?? {}) as Record<string, Schema>);
  const [keys, values] = pattern
    ? [fc.stringMatching(new RegExp(pattern[0].replace("(?!\\n)", ""))), pattern[1]]
    : [fc.stringMatching(/^[a-z]{3,8}$/), schema["additionalProperties"]];
  if (typeof values !== "object" || values === null || depth > 4) return known;
  return fc
    .tuple(known, fc.dictionary(keys, inside(values), { maxKeys: 2 }))
    .map(([one, more]) => ({ ...more, ...one }));
}

function textOf({ pattern, format, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  const written = typeof pattern === "string" ? matching(pattern) : undefined;
  if (written) return written;
  if (format === "uuid4" || format === "uuid") return fc.uuid({ version: 4 });
  if (format === "date-time") {
    const dates = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) });
    return dates.map((at) => at.toISOString());
  }
  const least = Number(minLength);
  return fc.string({ minLength: least, maxLength: Math.max(least, Math.min(Number(maxLength), 40)) });
}

/** Texts of a pattern; `undefined` where it looks ahead in a way that cannot be generated. */
function matching(pattern: string): fc.Arbitrary<string> | undefined {
  // What most patterns end with: no line break after the end, which no generated text has.
  const simple = pattern.replaceAll(/\(\?!\\n\)|\(\?!\[\\n\\t\]\)|\(\?!\[\.\]\)/g, "");
  return simple.includes("(?!") || simple.includes("(?=") ? undefined : fc.stringMatching(new RegExp(simple));
}

function rangeOf({ minimum, maximum }: Schema) {
  return {
    ...(typeof minimum === "number" && { min: minimum }),
    ...(typeof maximum === "number" && { max: maximum }),
  };
}
