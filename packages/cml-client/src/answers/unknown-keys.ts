import type { z } from "zod";
import type { ReportDrift } from "./drift.ts";
import { placeName } from "./place-name.ts";
import { partsOf } from "./schema-parts.ts";

/** Reports every member of a JSON value that its schema does not know. Map keys and positions are written as `*`. */
export function reportUnknownKeys(schema: z.ZodType, value: unknown, report: ReportDrift, path = ""): void {
  if (typeof value !== "object" || value === null) return;
  const { shape, each, open = false } = partsOf(schema);
  if (each) for (const member of Object.values(value)) reportUnknownKeys(each, member, report, `${path}*.`);
  else if (shape && !Array.isArray(value)) reportMembers(shape, open, value, report, path);
}

function reportMembers(
  shape: Readonly<Record<string, z.ZodType>>,
  open: boolean,
  value: object,
  report: ReportDrift,
  path: string,
): void {
  for (const [key, member] of Object.entries(value)) {
    const known = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (known) reportUnknownKeys(known, member, report, `${path}${key}.`);
    else if (!open) report(path + placeName(key), "unknown_key");
  }
}
