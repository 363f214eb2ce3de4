import type { z } from "zod";
import type { ReportDrift } from "./drift.ts";
import { reportUnknownKeys } from "./unknown-keys.ts";

/** Turns a JSON value into a result; `undefined` when it cannot be understood at all. */
export type AnswerReader<Answer> = (value: unknown, report: ReportDrift | undefined) => Answer | undefined;

/**
 * A reader that accepts what it can: a value of the wrong type is reported and treated as absent.
 *
 * The schema is built at the first answer, because building all of them would delay every start.
 */
export function answerReader<Wire, Answer>(
  build: () => z.ZodType<Wire>,
  convert: (wire: Wire) => Answer,
): AnswerReader<Answer> {
  let built: z.ZodType<Wire> | undefined;
  return (value, report) => {
    built ??= build();
    const wire = lenient(built, value, report);
    if (wire === undefined || !resembles(built, value)) return undefined;
    if (report) reportUnknownKeys(built, value, report);
    return convert(wire);
  };
}

function lenient<Wire>(
  schema: z.ZodType<Wire>,
  value: unknown,
  report: ReportDrift | undefined,
): Wire | undefined {
  const first = schema.safeParse(value);
  if (first.success) return first.data;
  const repaired = structuredClone(value);
  for (const { path } of first.error.issues) {
    if (path.length === 0) return undefined;
    report?.(path.join("."), "unreadable");
    remove(repaired, path);
  }
  return schema.safeParse(repaired).data;
}

function remove(root: unknown, path: readonly PropertyKey[]): void {
  let parent = root as Record<PropertyKey, unknown>;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<PropertyKey, unknown>;
  parent[path.at(-1) as PropertyKey] = undefined;
}

/** Whether a JSON object shares at least one member with what is expected: `{"status":"ok"}` is somebody else. */
function resembles(schema: z.ZodType, value: unknown): boolean {
  const { shape } = schema as { shape?: Record<string, unknown> };
  return shape === undefined || Object.keys(shape).some((key) => Object.hasOwn(value as object, key));
}
