import { z } from "zod";

/** Optional members of an answer: absent and `null` are both fine, and both mean unknown. */
export const text = (): z.ZodOptional<z.ZodNullable<z.ZodString>> => z.string().nullish();
export const flag = (): z.ZodOptional<z.ZodNullable<z.ZodBoolean>> => z.boolean().nullish();
export const count = (): z.ZodOptional<z.ZodNullable<z.ZodNumber>> => z.number().nullish();
/** Known, of any type, and not passed on. */
export const ignored = (): z.ZodOptional<z.ZodUnknown> => z.unknown().optional();
/** A time in any of the seen spellings, read by {@link toTimestamp}; empty text is no time. */
export const time = (): z.ZodType<string | null | undefined> =>
  z
    .string()
    .transform((value, context) => {
      const read = toTimestamp(value);
      if (read === null && value !== "") context.addIssue("Not a time.");
      return read;
    })
    .nullish();

/**
 * ISO 8601 in UTC; `null` when unknown or unreadable.
 *
 * Licensing writes `2026-08-20 17:25:30`, without a zone: controllers keep UTC, so that is what it means.
 */
export function toTimestamp(value: string): string | null {
  const iso = value.trim().replace(" ", "T");
  // Date makes a time of nearly anything: "never 5" would be in May.
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(iso)) return null;
  const date = new Date(/(?:[zZ]|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}Z`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
