import { z } from "zod";
import type { CmlFaultRule } from "../cml/cml-faults.ts";
import { ControlRefusal } from "./refusal.ts";

const status = z.number().int().min(200).max(599);
const only = <Kind extends string>(kind: Kind) => z.strictObject({ kind: z.literal(kind) });

const fault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("latency"), ms: z.number().min(0) }),
  only("html"),
  only("truncated"),
  only("reset"),
  only("hang"),
  z.strictObject({ kind: z.literal("wrong content type"), contentType: z.string().min(1).exactOptional() }),
  only("empty body"),
  z.strictObject({ kind: z.literal("status"), status, body: z.unknown().exactOptional() }),
  z.strictObject({ kind: z.literal("bare string"), status, text: z.string() }),
  only("expired token"),
  only("certificate change"),
  only("live drop"),
  only("live silence"),
]);

const faultRule = z.strictObject({
  operation: z.string().min(1).exactOptional(),
  times: z.number().int().min(1).exactOptional(),
  fault,
});

/** The body of `POST /faults`: a rule, and how often it applies. */
export type FaultBody = CmlFaultRule & { readonly times?: number };

export const bodies = {
  fault: faultRule satisfies z.ZodType<FaultBody>,
  clock: z.strictObject({ advanceMs: z.number().min(0) }),
  tokens: z.strictObject({ username: z.string().exactOptional() }),
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
