import type { z } from "zod";
import { CmlError } from "../errors.ts";
import type { CmlOperation, CmlParameter } from "./operation.ts";
import { type CmlOperationName, operations } from "./operations.ts";
import { patternInWords } from "./pattern-words.ts";
import { requestSchemas } from "./request-schemas.ts";
import { lazySchemas } from "./schemas.ts";

/** What a request is made of, before it is checked. */
export interface RequestInput {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

const readerOf = lazySchemas(() => requestSchemas);

/**
 * Checks a request before anything is sent: against the controller's own limits, and for members it does not know.
 *
 * @throws CmlError with code `invalid_request` that names the field; values are not quoted, they may be secret.
 */
export function checkInput(name: CmlOperationName, { path = {}, query = {}, body }: RequestInput): void {
  const operation: CmlOperation = operations[name];
  checkParameters(name, "path", path);
  checkParameters(name, "query", query);
  if (operation.body === undefined) {
    if (body !== undefined) throw invalid(name, "body: this operation takes none");
    return;
  }
  if (body === undefined) {
    if (operation.body.required) throw invalid(name, "body: it is missing");
    return;
  }
  if (operation.body.mediaType === "multipart/form-data") return;
  check(name, "body", readerOf(`${name} body`, operation.body.schema), body);
}

function checkParameters(
  name: CmlOperationName,
  place: CmlParameter["in"],
  values: Readonly<Record<string, unknown>>,
): void {
  const known = (operations[name].parameters ?? []).filter((parameter) => parameter.in === place);
  for (const given of Object.keys(values)) {
    if (!known.some((parameter) => parameter.name === given)) {
      throw invalid(name, `${place}.${given}: this operation has no such parameter`);
    }
  }
  for (const { name: parameter, required, schema } of known) {
    const value = values[parameter];
    if (value === undefined) {
      if (required) throw invalid(name, `${place}.${parameter}: it is missing`);
      continue;
    }
    check(name, `${place}.${parameter}`, readerOf(`${name} ${place}.${parameter}`, schema), value);
  }
}

function check(name: CmlOperationName, where: string, reader: z.ZodType, value: unknown): void {
  const { error } = reader.safeParse(value);
  const issue = error && deepest(error.issues);
  if (issue === undefined) return;
  const place = [where, ...issue.path.map(String)].join(".");
  throw invalid(name, `${place}: ${problemIn(issue)}`);
}

function problemIn(issue: z.core.$ZodIssue): string {
  if (issue.code !== "invalid_format" || issue.format !== "regex" || !issue.pattern) return issue.message;
  // As a regular expression is printed: between slashes, with those inside it escaped.
  return patternInWords(issue.pattern.slice(1, issue.pattern.lastIndexOf("/")).replaceAll("\\/", "/"));
}

/** Of the ways a union was not met, the one that came furthest tells most. */
function deepest(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  const [issue] = issues;
  if (issue?.code !== "invalid_union") return issue;
  const [best] = issue.errors
    .map((errors) => deepest(errors))
    .filter((inner) => inner !== undefined)
    .sort((a, b) => b.path.length - a.path.length);
  return best?.path.length ? { ...best, path: [...issue.path, ...best.path] } : issue;
}

function invalid(operation: string, problem: string): CmlError {
  return new CmlError(`${operation}: ${problem}.`, { code: "invalid_request", operation });
}
