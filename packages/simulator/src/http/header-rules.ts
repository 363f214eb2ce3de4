import { validateHeaderName, validateHeaderValue } from "node:http";

/** Headers that say how long a body is: they follow from the body. */
const lengths: ReadonlySet<string> = new Set(["content-length", "transfer-encoding"]);

/** What is wrong with a header that somebody wants to be sent; `undefined` when it can be. */
export function headerProblem(name: string, value: string): string | undefined {
  if (lengths.has(name.toLowerCase()))
    return `${name} cannot be set, because it follows from the body: the fault "truncated" promises more than it sends`;
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    return `${JSON.stringify(name)}: ${JSON.stringify(value)} is no header that can be sent`;
  }
  return undefined;
}
