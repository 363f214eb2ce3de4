import { z } from "zod";
import { CmlApiError } from "./answer.ts";

/** A number of a path or a query, between two others: its digits, and no other form in which one could write it. @throws CmlApiError 400 */
export function wholeNumber(text: string, { min, max = Number.MAX_SAFE_INTEGER }: Bounds): number {
  const digits = z.string().regex(/^\d+$/).transform(Number);
  const parsed = digits.pipe(z.number().min(min).max(max)).safeParse(text);
  if (!parsed.success) throw new CmlApiError(400, "Input validation failed");
  return parsed.data;
}

interface Bounds {
  readonly min: number;
  /** @defaultValue as large as a number can be and still be exact */
  readonly max?: number;
}
