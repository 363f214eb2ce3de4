import { z } from "zod";

/** An AWS region, of any partition: new ones come every year, `eusc-de-east-1` with a longer first word than all before. */
export const regionName: z.ZodString = z
  .string()
  .regex(/^[a-z]{2,8}(-[a-z]+)+-\d{1,2}$/, "Not a region: give one like us-east-1.");
