import type { CmlOperation, JsonSchema } from "../api/operation.ts";
import { type CmlOperationName, operations } from "../api/operations.ts";
import type { Invocation } from "./command.ts";
import { textOf } from "./files.ts";
import { UsageError } from "./usage-error.ts";

/** The body that flags give. @throws UsageError when it is given twice, or is no JSON where nothing else will do */
export async function bodyFrom(
  { flags, terminal }: Pick<Invocation, "flags" | "terminal">,
  name: CmlOperationName,
): Promise<{ readonly body?: unknown }> {
  const { body: given, "body-file": named } = flags;
  if (given !== undefined && named !== undefined) {
    throw new UsageError("There is one body: give --body or --body-file, not both.");
  }
  const file = named ?? (typeof given === "string" && given.startsWith("@") ? given.slice(1) : undefined);
  if (typeof file === "string") {
    const text = file === "-" ? await terminal.input() : await textOf(file);
    return { body: parsed(text, name) };
  }
  return typeof given === "string" ? { body: parsed(given, name) } : {};
}

/** JSON where it is JSON; YAML, XML and words are text. */
function parsed(text: string, name: CmlOperationName): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    if (!wantsStructure(name)) return text;
    // Not quoted, in the parser's words either: there may be a password in it.
    throw new UsageError(`The body is not JSON, which ${name} takes.`);
  }
}

function wantsStructure(name: CmlOperationName): boolean {
  const { body }: CmlOperation = operations[name];
  if (body === undefined || body.text || body.mediaType !== "application/json") return false;
  const forms = [body.schema, ...((body.schema["anyOf"] ?? []) as readonly JsonSchema[])];
  // A word without quotes stands for itself where a word is wanted.
  return !forms.some(({ type }) => type === "string");
}
