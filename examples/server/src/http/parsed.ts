import { CoreError } from "@cml-fleet/core";
import { z } from "zod";

/** Reads part of a request. @throws CoreError `invalid_input` that names the field. */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw new CoreError(z.prettifyError(error), { code: "invalid_input", cause: error });
}

/** An AWS region: any, since new ones come every year. */
export const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "Not a region: give one like us-east-1.");
