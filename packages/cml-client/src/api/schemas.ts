import { z } from "zod";
import type { JsonSchema } from "./operation.ts";

/**
 * Makes readers out of JSON Schemas, each when it is first asked for: making all of them would cost every program a tenth
 * of a second.
 */
export function lazySchemas(
  definitions: () => Readonly<Record<string, JsonSchema>>,
): (key: string, schema: JsonSchema) => z.ZodType {
  const made = new Map<string, z.ZodType>();
  return (key, schema) => {
    const known = made.get(key);
    if (known) return known;
    const reader = z.fromJSONSchema({ ...schema, $defs: definitions() } as Parameters<
      typeof z.fromJSONSchema
    >[0]);
    made.set(key, reader);
    return reader;
  };
}
