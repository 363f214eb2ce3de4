import { z } from "zod";
import { type FaultBook, faultBook } from "../http/faults.ts";
import { type CmlFaultRule, concerns, isSpoiler } from "./cml-faults.ts";
import { operations } from "./operations.ts";

const status = z.number().int().min(200).max(599);
const only = <Kind extends string>(kind: Kind) => z.strictObject({ kind: z.literal(kind) });

const fault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("latency"), ms: z.number().min(0) }),
  only("html"),
  only("truncated"),
  only("reset"),
  only("hang"),
  z.strictObject({ kind: z.literal("wrong content type"), contentType: z.string().min(1).optional() }),
  only("empty body"),
  z.strictObject({ kind: z.literal("status"), status, body: z.unknown().optional() }),
  z.strictObject({ kind: z.literal("bare string"), status, text: z.string() }),
  only("expired token"),
  only("certificate change"),
  only("live drop"),
  only("live silence"),
]);

/** What is not among the operations, and can go wrong. */
const besides: readonly string[] = ["*", "GET /ws/ui"];

const rule = z.strictObject({
  operation: z
    .string()
    .refine((name) => besides.includes(name) || Object.hasOwn(operations, name), {
      error: ({ input }) =>
        `There is no operation ${JSON.stringify(input)}: they are named as in "GET /labs/{lab_id}", "GET /ws/ui" is the live feed, and "*" is every one`,
    })
    .optional(),
  after: z
    .int({ error: "a rule leaves a whole number of calls alone, none or more" })
    .min(0, { error: "a rule leaves a whole number of calls alone, none or more" })
    .optional(),
  times: z
    .custom(
      (times) => times === Number.POSITIVE_INFINITY || (Number.isInteger(times) && Number(times) >= 1),
      {
        error: "a rule applies a whole number of times, once or more",
      },
    )
    .optional(),
  fault,
});

/** The faults of a controller. A rule that could never apply, or not be followed, is not taken. */
export function cmlFaults(): FaultBook<CmlFaultRule, string> {
  const book = faultBook<CmlFaultRule, string>(concerns, (one) => isSpoiler(one.fault));
  return {
    ...book,
    add(given) {
      const parsed = rule.safeParse(given);
      if (!parsed.success)
        throw new Error(`The fault is not as it should be:\n${z.prettifyError(parsed.error)}`);
      book.add(given);
    },
  };
}
