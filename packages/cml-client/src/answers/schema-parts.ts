import type { z } from "zod";
import { placeName } from "./place-name.ts";

/** What a schema is made of: members by name, or one schema for each element or map entry. Neither for plain values. */
export interface SchemaParts {
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly each?: z.ZodType;
  /** Whether there may be members beside those, known well enough not to be told of. */
  readonly open?: boolean;
}

interface Definition extends Omit<SchemaParts, "each"> {
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly catchall?: z.ZodType;
}

/** Takes a schema apart, looking through optional and nullable. */
export function partsOf(schema: z.ZodType): SchemaParts {
  const { innerType, shape, element, valueType, catchall } = schema.def as unknown as Definition;
  if (innerType) return partsOf(innerType);
  if (shape) return { shape, open: catchall !== undefined };
  const each = element ?? valueType;
  return each ? { each } : {};
}

/** Names a place in an answer, with map keys and positions as `*`: `computes.*.stats.cpu.percent`. */
export function placeOf(schema: z.ZodType, path: readonly PropertyKey[]): string {
  let within: z.ZodType | undefined = schema;
  const names = path.map((key) => {
    const { shape, each }: SchemaParts = within ? partsOf(within) : {};
    within = each ?? shape?.[String(key)];
    return each ? "*" : placeName(key);
  });
  return names.join(".");
}
