import { secretsIn } from "../transport/secrets-in.ts";
import { type CmlOperationName, operations } from "./operations.ts";

/** A body as it is sent. */
export interface RequestBody {
  readonly body: string;
  readonly mediaType: string;
  /** What of it must not be quoted. */
  readonly secrets: readonly string[];
}

/** What is sent of a body: text as it is where the operation takes YAML or XML, and JSON everywhere else. */
export function bodyOf(name: CmlOperationName, value: unknown): RequestBody {
  const { body } = operations[name];
  if (typeof value === "string" && body?.mediaType === "text/xml") {
    return { body: value, mediaType: "text/xml", secrets: [] };
  }
  if (typeof value === "string" && body?.text) {
    return { body: value, mediaType: "application/yaml", secrets: [] };
  }
  return { body: JSON.stringify(value), mediaType: "application/json", secrets: secretsIn(value) };
}
