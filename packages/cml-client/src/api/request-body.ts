import { type CmlOperationName, operations } from "./operations.ts";

/** What is sent of a body: text as it is where the operation takes YAML or XML, and JSON everywhere else. */
export function bodyOf(
  name: CmlOperationName,
  value: unknown,
): { readonly body: string; readonly mediaType: string } {
  const { body } = operations[name];
  if (typeof value === "string" && body?.mediaType === "text/xml") {
    return { body: value, mediaType: "text/xml" };
  }
  if (typeof value === "string" && body?.text) return { body: value, mediaType: "application/yaml" };
  return { body: JSON.stringify(value), mediaType: "application/json" };
}
