import { CoreError } from "@cml-fleet/core";
import { z } from "zod";

/** Reads part of a request. @throws CoreError `invalid_input` that names the field. */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw new CoreError(z.prettifyError(error), { code: "invalid_input", cause: error });
}
