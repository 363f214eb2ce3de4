import type { z } from "zod";
import { CmlApiError } from "./answer.ts";

/** Reads a JSON body. @throws CmlApiError 400 when it is no JSON or has another shape. */
export function parseBody<T>(schema: z.ZodType<T>, body: string): T {
  const parsed = schema.safeParse(asJson(body));
  if (!parsed.success) throw new CmlApiError(400, "Input validation failed");
  return parsed.data;
}

function asJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
