import { z } from "zod";
import type { CmlFaultRule } from "../cml/cml-faults.ts";
import type { SeedLab } from "../cml/labs/seed-lab.ts";
import type { SeedUser } from "../cml/users.ts";
import { ControlRefusal } from "./refusal.ts";

export const bodies = {
  /** It is the controller that says whether it is a rule. */
  fault: z.looseObject({}) as z.ZodType<unknown> as z.ZodType<CmlFaultRule>,
  clock: z.strictObject({ advanceMs: z.number().min(0) }),
  tokens: z.strictObject({ username: z.string().exactOptional() }),
  password: z.strictObject({ password: z.string() }),
  text: z.strictObject({ text: z.string() }),
  /** It is the controller that says whether it can be added. */
  lab: z.looseObject({}) as z.ZodType<unknown> as z.ZodType<SeedLab>,
  user: z.looseObject({}) as z.ZodType<unknown> as z.ZodType<SeedUser>,
  nothing: z.strictObject({}),
};

/** Reads a body; none is an empty object. @throws ControlRefusal 400 that says what is wrong with it. */
export function readControlBody<T>(schema: z.ZodType<T>, text: string): T {
  const parsed = schema.safeParse(text === "" ? {} : fromJson(text));
  if (parsed.success) return parsed.data;
  throw new ControlRefusal(400, `The body is not as it should be:\n${z.prettifyError(parsed.error)}`);
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ControlRefusal(400, "The body is not JSON.");
  }
}
