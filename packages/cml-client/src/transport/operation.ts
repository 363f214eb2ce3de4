import type { AnswerReader } from "../answers/read-answer.ts";
import { CmlError } from "../errors.ts";

/** One operation of the API, described. */
export interface Operation<Answer> {
  /** `GET /labs/{lab_id}` say, relative to `/api/v0`. */
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly template: string;
  /** Whether it needs no login. */
  readonly open: boolean;
  readonly answer: AnswerReader<Answer>;
}

/** Describes an operation. */
export function operation<Answer>(
  name: `${Operation<Answer>["method"]} /${string}`,
  answer: AnswerReader<Answer>,
  options: { readonly open?: boolean } = {},
): Operation<Answer> {
  const { open = false } = options;
  const [method, template] = name.split(" ") as [Operation<Answer>["method"], string];
  return { name, method, template, open, answer };
}

/** What fills an operation's gaps. */
export interface OperationInput {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, boolean | undefined>>;
}

/** The path of one request, each segment encoded. @throws CmlError with code `invalid_request` */
export function pathOf({ name, template }: Operation<unknown>, { path, query }: OperationInput): string {
  const filled =
    path === undefined
      ? template
      : template.replace(/\{(\w+)\}/g, (_gap, parameter: string) =>
          segment(name, parameter, path[parameter]),
        );
  return query === undefined ? filled : filled + queryOf(query);
}

function segment(name: string, parameter: string, value: unknown): string {
  // Dots survive encoding, and servers resolve them: "." and ".." would name another resource.
  if (typeof value !== "string" || value === "" || value === "." || value === ".." || !value.isWellFormed()) {
    throw new CmlError(
      `${name}: ${parameter} must be a name that fits into a path, not ${JSON.stringify(value)}.`,
      {
        code: "invalid_request",
        operation: name,
      },
    );
  }
  return encodeURIComponent(value);
}

function queryOf(query: Readonly<Record<string, boolean | undefined>>): string {
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${encodeURIComponent(key)}=${value}`);
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}
