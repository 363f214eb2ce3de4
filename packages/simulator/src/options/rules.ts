import { z } from "zod";

// What a rule says completes "The option port is 70000: …".

/** A value of which this is so. */
export function must(what: string, isSo: (value: unknown) => boolean): z.ZodType {
  return z.custom(isSo, { error: `it has to be ${what}` });
}

const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

export const anyText = must("text", isText);
export const yesOrNo = must("true or false", (value) => typeof value === "boolean");

/** Text of so many characters; `what` names it with its article. */
export function text(what: string, least: number, most: number): z.ZodType {
  const length = `of ${least === 0 ? "at most" : `${least} to`} ${most} characters`;
  return must(`${what} ${length}`, (value) => isText(value) && value.length >= least && value.length <= most);
}

export function pattern(what: string, expression: RegExp): z.ZodType {
  return must(what, (value) => isText(value) && expression.test(value));
}

export function whole(low: number, high: number): z.ZodType {
  return must(
    `a whole number from ${low} to ${high}`,
    (value) => Number.isInteger(value) && Number(value) >= low && Number(value) <= high,
  );
}

export function number(what: string, low: number, high: number): z.ZodType {
  return must(`${what} from ${low} to ${high}`, (value) => isNumber(value) && value >= low && value <= high);
}

/** Longer timers are none: Node.js lets them go off at once. */
export const waitedMs = number("a number of milliseconds", 0, 2 ** 31 - 1);
/** Measured by a clock, which may be one that jumps: a hundred years. */
export const passedMs = number("a number of milliseconds", 0, 36_525 * 86_400_000);

export function oneOf(...words: readonly unknown[]): z.ZodType {
  const shown = words.map((word) => JSON.stringify(word)).join(" or ");
  return must(shown, (value) => words.includes(value));
}

/** An object with these members and no others. */
export function members(shape: Readonly<Record<string, z.ZodType>>): z.ZodType {
  const names = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === "unrecognized_keys" ? `there are ${names}` : `it has to be an object with ${names}`,
  });
}

export function list(item: z.ZodType): z.ZodType {
  return z.array(item, { error: "it has to be a list" });
}

/** Chooses a rule by what is there. */
export function whichever(choose: (value: unknown) => z.ZodType): z.ZodType {
  return z.unknown().superRefine((value, context) => {
    for (const issue of choose(value).safeParse(value).error?.issues ?? [])
      context.addIssue({ ...issue, path: [...issue.path] } as Parameters<typeof context.addIssue>[0]);
  });
}

/** Every member may be left out. */
export function optional<Name extends string>(
  shape: Readonly<Record<Name, z.ZodType>>,
): Readonly<Record<Name, z.ZodType>> {
  const entries = Object.entries<z.ZodType>(shape).map(([name, rule]) => [name, rule.optional()]);
  return Object.fromEntries(entries) as Record<Name, z.ZodType>;
}
