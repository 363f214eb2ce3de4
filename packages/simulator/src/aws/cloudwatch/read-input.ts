import type { z } from "zod";
import { validationError } from "./cloudwatch-action.ts";

/** The input of a call in the shape its action expects. @throws AwsApiError `ValidationError`. */
export function readInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const { success, data, error } = schema.safeParse(input);
  if (success) return data;
  const [issue] = error.issues;
  // As CloudWatch names a member of a list: MetricDataQueries.member.1.Id
  const path = (issue?.path ?? []).map((part) =>
    typeof part === "number" ? `member.${part + 1}` : String(part),
  );
  throw validationError(`Parameter ${path.join(".") || "input"}: ${issue?.message ?? "is invalid"}`);
}
