import { STATUS_CODES } from "node:http";
import type { WireAnswer } from "../http/respond.ts";
import type { CmlRefusal } from "./cml-faults.ts";

/** What a call is answered that a fault refuses. */
export function refusal(fault: CmlRefusal): WireAnswer {
  if (fault.kind === "bare string") return inJson(fault.status, fault.text);
  const { status, headers = {}, body } = fault;
  const usual =
    typeof body === "string"
      ? inText(status, body)
      : inJson(status, body === undefined ? errorBody(status) : body);
  return { ...usual, headers: { ...usual.headers, ...lowerCased(headers) } };
}

function errorBody(status: number): unknown {
  return { code: status, description: `${status}: ${STATUS_CODES[status] ?? "Unknown"}` };
}

function inText(status: number, body: string): WireAnswer {
  return { status, headers: { "content-type": "text/plain" }, body };
}

function inJson(status: number, body: unknown): WireAnswer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** Names of headers do not differ by their case: one that was given takes the place of the usual one. */
function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
