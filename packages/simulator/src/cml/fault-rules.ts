import { z } from "zod";
import { type FaultBook, faultBook } from "../http/faults.ts";
import { headerProblem } from "../http/header-rules.ts";
import { type CmlFaultRule, concerns, isSpoiler } from "./cml-faults.ts";
import { operations } from "./operations.ts";
import { operationsOf } from "./releases/operations-of.ts";
import type { Release } from "./releases/release.ts";

const status = z.number().int().min(200).max(599);
const only = <Kind extends string>(kind: Kind) => z.strictObject({ kind: z.literal(kind) });

const headers = z.record(z.string(), z.string()).superRefine((given, context) => {
  for (const [name, value] of Object.entries(given)) {
    const message = headerProblem(name, value);
    if (message !== undefined) context.addIssue({ code: "custom", path: [name], message });
  }
});
const contentType = z
  .string()
  .min(1)
  .refine((value) => headerProblem("content-type", value) === undefined, {
    error: ({ input }) => `${JSON.stringify(input)} cannot be sent as a content type`,
  });

const fault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("latency"), ms: z.number().min(0) }),
  only("html"),
  only("truncated"),
  only("reset"),
  only("hang"),
  z.strictObject({ kind: z.literal("wrong content type"), contentType: contentType.optional() }),
  only("empty body"),
  z.strictObject({
    kind: z.literal("status"),
    status,
    headers: headers.optional(),
    body: z
      .unknown()
      .refine(isSendable, { error: "a body is a string, or a value that JSON has" })
      .optional(),
  }),
  z.strictObject({ kind: z.literal("bare string"), status, text: z.string() }),
  only("expired token"),
  only("certificate change"),
  only("live drop"),
  only("live silence"),
]);

function isSendable(body: unknown): boolean {
  try {
    return body === undefined || JSON.stringify(body) !== undefined;
  } catch {
    return false;
  }
}

/** What is not among the operations, and can go wrong. */
const besides: readonly string[] = ["*", "GET /ws/ui"];

const ruleFor = (release: Release) => {
  const here = operationsOf(release);
  return z.strictObject({
    operation: z
      .string()
      .refine((name) => besides.includes(name) || Object.hasOwn(here, name), {
        error: ({ input }) => noOperation(String(input), release),
      })
      .optional(),
    after: z
      .int({ error: "a rule leaves a whole number of calls alone, none or more" })
      .min(0, { error: "a rule leaves a whole number of calls alone, none or more" })
      .optional(),
    times: z
      .custom(
        (times) => times === Number.POSITIVE_INFINITY || (Number.isInteger(times) && Number(times) >= 1),
        { error: "a rule applies a whole number of times, once or more" },
      )
      .optional(),
    fault,
  });
};

function noOperation(name: string, release: Release): string {
  const quoted = JSON.stringify(name);
  if (Object.hasOwn(operations, name))
    return `There is no operation ${quoted} in CML ${release}: start a controller of another "version"`;
  return `There is no operation ${quoted}: they are named as in "GET /labs/{lab_id}", "GET /ws/ui" is the live feed, and "*" is every one`;
}

/** The faults of a controller of this release. A rule that could never apply, or not be followed, is not taken. */
export function cmlFaults(release: Release): FaultBook<CmlFaultRule, string> {
  const book = faultBook<CmlFaultRule, string>(concerns, (one) => isSpoiler(one.fault));
  // Most controllers are never told that anything goes wrong.
  let rule: ReturnType<typeof ruleFor> | undefined;
  return {
    ...book,
    add(given) {
      rule ??= ruleFor(release);
      const parsed = rule.safeParse(given);
      if (!parsed.success)
        throw new Error(`The fault is not as it should be:\n${z.prettifyError(parsed.error)}`);
      book.add(given);
    },
  };
}
