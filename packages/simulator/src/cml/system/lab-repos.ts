import { z } from "zod";

/** A git repository that labs come from; what is in it is not simulated. */
export interface LabRepo {
  readonly id: string;
  readonly url: string;
  readonly name: string;
  readonly folder: string | null;
}

export const newLabRepo = z.strictObject({
  url: z
    .string()
    .regex(
      /^https?:\/\/(?:(?:\d{1,3}.){3}\d{1,3}|\[[\da-fA-F:]{3,39}(?:%[\da-z-]{1,15})?\]|[a-zA-Z\d.-]{1,64})(?::\d{1,5})?(?:\/[\w.-]+)+$/,
    ),
  name: z.string().regex(/^(?![/.])[\w.-]{1,64}$/),
  folder: z
    .string()
    .regex(/^(?![/.])[\w./-]{1,255}$/)
    .nullish(),
});
