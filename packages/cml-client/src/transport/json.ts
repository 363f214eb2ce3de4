import { CmlError } from "../errors.ts";
import type { Accepted } from "./perform.ts";
import { quote } from "./quote.ts";

/** Reads JSON; `undefined` when it is none. The parser's message quotes the text without care for secrets. */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** An answer that no controller gives. */
export function notUnderstood({ answer, secrets }: Accepted, operation: string): CmlError {
  const { status, body } = answer;
  const detail = quote(body, secrets);
  return new CmlError(
    `${operation}: The answer is not what a CML controller says; check baseUrl. It begins: ${detail || "(nothing)"}`,
    { code: "unexpected", operation, status, ...(detail && { detail }) },
  );
}
