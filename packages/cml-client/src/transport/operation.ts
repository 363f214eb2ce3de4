import type { ReportDrift } from "../answers/drift.ts";
import type { AnswerReader } from "../answers/read-answer.ts";
import { type CmlOperationName, operations } from "../api/operations.ts";
import { CmlError } from "../errors.ts";
import type { WireAnswer } from "./exchange.ts";
import { parsed } from "./json.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One operation of the API, and how its answer becomes a value of ours. */
export interface Operation<Answer> {
  readonly name: CmlOperationName;
  readonly method: Method;
  /** Whether it needs no login. */
  readonly open: boolean;
  readonly read: ReadAnswer<Answer>;
}

/** Makes a value of ours out of a 2xx answer; `undefined` when it cannot be understood. */
export type ReadAnswer<Answer> = (
  answer: WireAnswer,
  report: ReportDrift | undefined,
) => { readonly value: Answer } | undefined;

/** Describes an operation that answers with JSON. */
export function operation<Answer>(name: CmlOperationName, reader: AnswerReader<Answer>): Operation<Answer> {
  return described(name, ({ body }, report) => {
    const json = parsed(body);
    const value = json === undefined ? undefined : reader(json, report);
    return value === undefined ? undefined : { value };
  });
}

/** Describes an operation, whatever it answers with. */
export function described<Answer>(name: CmlOperationName, read: ReadAnswer<Answer>): Operation<Answer> {
  return { name, method: methodOf(name), open: operations[name].open ?? false, read };
}

export function methodOf(name: CmlOperationName): Method {
  return name.slice(0, name.indexOf(" ")) as Method;
}

/** What fills an operation's gaps. */
export interface OperationInput {
  readonly path?: Readonly<Record<string, string | number>>;
  /** `null` and `undefined` leave a parameter out. */
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>;
  readonly body?: unknown;
}

/** The path of one request, each segment encoded. @throws CmlError with code `invalid_request` */
export function pathOf(name: CmlOperationName, { path = {}, query = {} }: OperationInput): string {
  const template = name.slice(name.indexOf(" ") + 1);
  const filled = template.includes("{")
    ? template.replace(/\{(\w+)\}/g, (_gap, parameter: string) => segment(name, parameter, path[parameter]))
    : template;
  return filled + queryOf(query);
}

function segment(name: string, parameter: string, value: unknown): string {
  const text = typeof value === "number" ? String(value) : value;
  // Dots survive encoding, and servers resolve them: "." and ".." would name another resource.
  if (typeof text !== "string" || text === "" || text === "." || text === ".." || !text.isWellFormed()) {
    throw new CmlError(
      `${name}: ${parameter} must be a name that fits into a path, not ${JSON.stringify(value)}.`,
      { code: "invalid_request", operation: name },
    );
  }
  return encodeURIComponent(text);
}

function queryOf(query: NonNullable<OperationInput["query"]>): string {
  let text = "";
  for (const key in query) {
    const value = query[key];
    if (value === undefined || value === null) continue;
    text += `${text === "" ? "?" : "&"}${encodeURIComponent(key)}=${encodeURIComponent(value)}`;
  }
  return text;
}
