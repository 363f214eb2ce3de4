import type { z } from "zod";
import { validationError } from "./cloudwatch-action.ts";

/** The input of a call in the shape its action expects. @throws AwsApiError `ValidationError`. */
export function readInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const { success, data, error } = schema.safeParse(input, { error: constraint, reportInput: true });
  if (success) return data;
  const issue = error.issues[0]!;
  const text = typeof issue.input === "object" ? JSON.stringify(issue.input) : String(issue.input);
  const value = issue.input === undefined ? "null" : `'${text.slice(0, shown)}'`;
  throw validationError(
    `1 validation error detected: Value ${value} at '${pathOf(issue.path)}' failed to satisfy constraint: ${issue.message}`,
  );
}

/** Characters of a wrong value that a message repeats. */
const shown = 256;

/** As AWS names a member of a list: `metricDataQueries.1.member.id`. */
function pathOf(path: readonly PropertyKey[]): string {
  const parts = path.map((part) =>
    typeof part === "number"
      ? `${part + 1}.member`
      : `${String(part).charAt(0).toLowerCase()}${String(part).slice(1)}`,
  );
  return parts.join(".") || "input";
}

/** What was not kept, in the words of AWS; schemas have words of their own for rules that are no question of shape. */
function constraint(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined) return "Member must not be null";
  switch (issue.code) {
    case "too_small":
      return `Member must have ${measure(issue.origin)} greater than or equal to ${issue.minimum}`;
    case "too_big":
      return `Member must have ${measure(issue.origin)} less than or equal to ${issue.maximum}`;
    case "invalid_value":
      return `Member must satisfy enum value set: [${issue.values.map(String).join(", ")}]`;
    case "invalid_format":
      return `Member must satisfy regular expression pattern: ${issue.pattern ?? issue.format}`;
    case "invalid_type":
      return `Member must be of type ${issue.expected}`;
    default:
      return "Member must be valid";
  }
}

function measure(origin: string): string {
  return origin === "string" || origin === "array" ? "length" : "value";
}
