import type { z } from "zod";
import { type Answer, CmlApiError, json } from "../answer.ts";
import { readYaml, writeYaml } from "../yaml-text.ts";

/** Reads a definition, which is YAML or JSON. @throws CmlApiError 400 when it is neither, or no definition. */
export function readDefinition<T>(schema: z.ZodType<T>, body: string): T {
  const parsed = schema.safeParse(readYaml(body));
  if (parsed.success) return parsed.data;
  throw new CmlApiError(400, "Input validation failed");
}

/** Against the document a definition is YAML unless JSON is asked for. */
export function definitionAnswer(definition: object, query: URLSearchParams): Answer {
  if (query.get("json") === "true") return json(definition);
  return { status: 200, body: writeYaml(definition), contentType: "application/x-yaml" };
}
