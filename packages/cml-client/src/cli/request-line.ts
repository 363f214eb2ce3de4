import type { CmlOperation, CmlParameter, JsonSchema } from "../api/operation.ts";
import { type CmlOperationName, operations } from "../api/operations.ts";
import { UsageError } from "./usage-error.ts";

/** A request as it was spelled: `GET /labs/x?data=true`. */
export interface SpelledRequest {
  readonly name: CmlOperationName;
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
}

/** @param more Query parameters beside those of the line, `NAME=VALUE` each. @throws UsageError when there is no such operation */
export function requestFrom(spelled: string, more: readonly string[]): SpelledRequest {
  const [method = "", ...written] = spelled.trim().split(/\s+/);
  const [target = "", ...asked] = written.join(" ").split("?");
  const { name, gaps } = matched(`${method.toUpperCase()} ${target.replace(/^\/api\/v0/, "")}`);
  const path = Object.entries(gaps).map(([gap, value]) => [gap, decoded(value)] as const);
  const query = [...new URLSearchParams(asked.join("?")), ...more.map(pairOf)];
  return { name, path: typed(name, "path", path), query: typed(name, "query", query) };
}

interface Match {
  readonly name: CmlOperationName;
  /** What fills them, as it was spelled. */
  readonly gaps: Readonly<Record<string, string>>;
}

/** The operation a request is of: literal paths before those with gaps. */
function matched(wanted: string): Match {
  const names = Object.keys(operations) as CmlOperationName[];
  const literal = names.find((name) => name === wanted);
  if (literal) return { name: literal, gaps: {} };
  for (const name of names) {
    const pattern = name.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)");
    const found = new RegExp(`^${pattern}$`).exec(wanted);
    if (found) return { name, gaps: found.groups ?? {} };
  }
  throw new UsageError(
    `There is no operation ${JSON.stringify(wanted)}. "cml request --list" shows all of them.`,
  );
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new UsageError(
      `In a path, % begins two hex digits, which ${JSON.stringify(segment)} does not have: write %25 for the sign itself.`,
    );
  }
}

function pairOf(pair: string): readonly [name: string, value: string] {
  const [name = "", ...value] = pair.split("=");
  return [name, value.join("=")];
}

/** Values as the operation wants them: a title may be 1984, and a number of lines is none of those. */
function typed(
  name: CmlOperationName,
  place: CmlParameter["in"],
  given: readonly (readonly [name: string, value: string])[],
): Record<string, unknown> {
  const { parameters = [] }: CmlOperation = operations[name];
  return Object.fromEntries(
    given.map(([key, value]) => {
      const parameter = parameters.find((one) => one.in === place && one.name === key);
      return [key, parameter ? valueFor(parameter.schema, value) : value];
    }),
  );
}

function valueFor(schema: JsonSchema, text: string): string | number | boolean {
  const types = [schema, ...((schema["anyOf"] ?? []) as readonly JsonSchema[])].map(({ type }) => type);
  if (types.includes("boolean") && /^(true|false)$/.test(text)) return text === "true";
  return types.includes("integer") && /^-?\d+$/.test(text) ? Number(text) : text;
}
