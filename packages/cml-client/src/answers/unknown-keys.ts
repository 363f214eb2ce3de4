import type { z } from "zod";
import type { ReportDrift } from "./drift.ts";

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
}

/** Reports every member of a JSON value that its schema does not know. Map keys and positions are written as `*`. */
export function reportUnknownKeys(schema: z.ZodType, value: unknown, report: ReportDrift, path = ""): void {
  if (typeof value !== "object" || value === null) return;
  const { type, shape, innerType, element, valueType } = schema.def as unknown as Definition;
  const each = element ?? valueType;
  if (innerType) reportUnknownKeys(innerType, value, report, path);
  else if (type === "object" && shape) reportMembers(shape, value, report, path);
  else if (each)
    for (const member of Object.values(value)) reportUnknownKeys(each, member, report, `${path}*.`);
}

function reportMembers(
  shape: Readonly<Record<string, z.ZodType>>,
  value: object,
  report: ReportDrift,
  path: string,
): void {
  for (const [key, member] of Object.entries(value)) {
    const known = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (known) reportUnknownKeys(known, member, report, `${path}${key}.`);
    else report(path + key, "unknown_key");
  }
}
