import type { z } from "zod";
import type { ReportDrift } from "./drift.ts";
import { lenient } from "./lenient.ts";
import { placeOf } from "./schema-parts.ts";
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
    const schema = built;
    const wire = lenient(schema, value, (path) => report?.(placeOf(schema, path), "unreadable"));
    if (wire === undefined || !resembles(schema, value)) return undefined;
    if (report) reportUnknownKeys(schema, value, report);
    return convert(wire);
  };
}

/** Whether a JSON object shares at least one member with what is expected: `{"status":"ok"}` is somebody else. */
function resembles(schema: z.ZodType, value: unknown): boolean {
  const { shape } = schema as { shape?: Record<string, unknown> };
  return shape === undefined || Object.keys(shape).some((key) => Object.hasOwn(value as object, key));
}
