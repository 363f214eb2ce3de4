import { z } from "zod";
import { faultStatus, faultTimes, onlyKind, strictBook, wireFaults } from "../http/fault-rules.ts";
import { type FaultBook, faultBook } from "../http/faults.ts";
import { headerProblem } from "../http/header-rules.ts";
import { type CmlFaultRule, concerns, isSpoiler } from "./cml-faults.ts";
import { operations } from "./operations.ts";
import { operationsOf } from "./releases/operations-of.ts";
import type { Release } from "./releases/release.ts";

const headers = z.record(z.string(), z.string()).superRefine((given, context) => {
  for (const [name, value] of Object.entries(given)) {
    const message = headerProblem(name, value);
    if (message !== undefined) context.addIssue({ code: "custom", path: [name], message });
  }
});

const fault = z.discriminatedUnion("kind", [
  ...wireFaults,
  z.strictObject({
    kind: z.literal("status"),
    status: faultStatus,
    headers: headers.optional(),
    body: z
      .unknown()
      .refine(isSendable, { error: "a body is a string, or a value that JSON has" })
      .optional(),
  }),
  z.strictObject({ kind: z.literal("bare string"), status: faultStatus, text: z.string() }),
  onlyKind("expired token"),
  onlyKind("certificate change"),
  onlyKind("live drop"),
  onlyKind("live silence"),
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
    ...faultTimes,
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
  return strictBook(book, () => ruleFor(release));
}
