import { z } from "zod";
import { SimulatorError } from "../simulator-error.ts";
import type { FaultBook, FaultTimes } from "./faults.ts";
import { headerProblem } from "./header-rules.ts";

/** The status of an answer. */
export const faultStatus = z.int().min(200).max(599);

/** A fault of which there is nothing more to say than its kind. */
export const onlyKind = <Kind extends string>(kind: Kind) => z.strictObject({ kind: z.literal(kind) });

const contentType = z
  .string()
  .min(1)
  .refine((value) => headerProblem("content-type", value) === undefined, {
    error: ({ input }) => `${JSON.stringify(input)} cannot be sent as a content type`,
  });

/** What has to hold of the faults that there are in every protocol. */
export const wireFaults = [
  z.strictObject({ kind: z.literal("latency"), ms: z.number().min(0) }),
  onlyKind("html"),
  onlyKind("truncated"),
  onlyKind("reset"),
  onlyKind("hang"),
  z.strictObject({ kind: z.literal("wrong content type"), contentType: contentType.optional() }),
  onlyKind("empty body"),
] as const;

const spared = { error: "a rule leaves a whole number of calls alone, none or more" };

/** When a rule applies. */
export const faultTimes = {
  after: z.int(spared).min(0, spared).optional(),
  times: z
    .custom(
      (times) => times === Number.POSITIVE_INFINITY || (Number.isInteger(times) && Number(times) >= 1),
      { error: "a rule applies a whole number of times, once or more" },
    )
    .optional(),
} satisfies Record<keyof FaultTimes, z.ZodType>;

/**
 * A book that takes no rule which could never apply, or not be followed.
 *
 * @param makeSchema Called with the first rule: most simulators are never told that anything goes wrong.
 */
export function strictBook<Rule, Call>(
  book: FaultBook<Rule, Call>,
  makeSchema: () => z.ZodType,
): FaultBook<Rule, Call> {
  let schema: z.ZodType | undefined;
  return {
    ...book,
    add(rule) {
      schema ??= makeSchema();
      const { error } = schema.safeParse(rule);
      if (error)
        throw new SimulatorError(`The fault is not as it should be:\n${z.prettifyError(error)}`, {
          code: "invalid_option",
        });
      book.add(rule);
    },
  };
}
