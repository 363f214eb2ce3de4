import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A JSON Schema, as far as the document uses it. */
export type Schema = { readonly [key: string]: unknown };

/** What an operation takes in one place: path, query or header. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: Schema;
}

/** One operation of the document, without its prose. */
export interface DocumentedOperation {
  /** `GET /labs/{lab_id}` say. */
  readonly name: string;
  /** Whether it needs no login. */
  readonly open: boolean;
  readonly deprecated: boolean;
  readonly parameters: readonly Parameter[];
  readonly body?: {
    readonly mediaType: string;
    readonly required: boolean;
    readonly schema: Schema;
    /** Whether text, YAML say, may be sent instead. */
    readonly text?: true;
  };
  /** Success statuses, and what comes with them; `null` for nothing. */
  readonly answers: Readonly<Record<string, { readonly mediaType: string; readonly schema: Schema } | null>>;
}

/** Cisco's OpenAPI document, reduced to names and types. */
export interface ApiDocument {
  readonly operations: readonly DocumentedOperation[];
  readonly schemas: Readonly<Record<string, Schema>>;
}

/** Where the document is: `CML_OPENAPI`, or beside the checkout. `undefined` when it is nowhere; it is not ours to ship. */
export function documentPath(): string | undefined {
  const beside = fileURLToPath(new URL("../../../../shared/reference/cml-2.9-openapi.json", import.meta.url));
  const path = process.env["CML_OPENAPI"] ?? beside;
  return existsSync(path) ? path : undefined;
}

/** Words for people, and what only generators of pages need. */
const prose = new Set([
  "title",
  "description",
  "examples",
  "example",
  "default",
  "discriminator",
  "ge",
  "le",
]);
/** Keys whose members are names, not keywords. */
const byName = new Set(["properties", "patternProperties", "$defs"]);

export function readDocument(path: string): ApiDocument {
  const document = JSON.parse(readFileSync(path, "utf8"));
  const { schemas, parameters = {}, responses = {}, requestBodies = {} } = document.components;
  const resolved = <T>(entry: T & { readonly $ref?: string }, among: Readonly<Record<string, T>>): T =>
    entry.$ref === undefined ? entry : (among[entry.$ref.split("/").at(-1) ?? ""] as T);

  const operations = Object.entries<Record<string, RawOperation>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => ["get", "post", "put", "patch", "delete"].includes(method))
      .map(([method, raw]): DocumentedOperation => {
        const shared = (methods["parameters"] ?? []) as unknown as RawParameter[];
        const body = raw.requestBody && resolved(raw.requestBody, requestBodies);
        const [media] = Object.entries(body?.content ?? {});
        return {
          name: `${method.toUpperCase()} ${path}`,
          open: !raw.security?.length,
          deprecated: raw.deprecated === true || /deprecated/i.test(raw.summary ?? ""),
          parameters: [...shared, ...(raw.parameters ?? [])]
            .map((parameter) => resolved(parameter, parameters))
            .map((parameter) => ({
              name: parameter.name,
              in: parameter.in,
              required: parameter.required ?? false,
              schema: withoutProse(parameter.schema),
            })),
          ...(media && {
            body: {
              mediaType: media[0],
              required: body?.required ?? false,
              schema: withoutProse(media[1].schema),
            },
          }),
          answers: Object.fromEntries(
            Object.entries(raw.responses)
              .filter(([status]) => status.startsWith("2"))
              .map(([status, answer]) => [status, answerOf(resolved(answer, responses))]),
          ),
        };
      }),
  );
  return {
    operations,
    schemas: Object.fromEntries(
      Object.entries<Schema>(schemas).map(([name, schema]) => [name, withoutProse(schema)]),
    ),
  };
}

interface RawParameter extends Omit<Parameter, "required"> {
  readonly required?: boolean;
}
type RawContent = Readonly<Record<string, { readonly schema: Schema }>>;
interface RawOperation {
  readonly security?: readonly unknown[];
  readonly deprecated?: boolean;
  readonly summary?: string;
  readonly parameters?: readonly RawParameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: RawContent };
  readonly responses: Readonly<Record<string, { readonly content?: RawContent }>>;
}

function answerOf({ content = {} }: { readonly content?: RawContent }) {
  const media = Object.entries(content);
  // Where there are two, the one that is not JSON is what really comes.
  const [mediaType, { schema }] = media.find(([type]) => type !== "application/json") ??
    media[0] ?? ["", { schema: {} }];
  return mediaType === "" ? null : { mediaType, schema: withoutProse(schema ?? {}) };
}

function withoutProse(value: Schema): Schema {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !prose.has(key))
      .map(([key, member]) => [key, byName.has(key) ? mapped(member as Schema) : clean(member)]),
  );
}

function mapped(members: Schema): Schema {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, clean(member)]));
}

function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value === "string") return value.replace("#/components/schemas/", "#/$defs/");
  return typeof value === "object" && value !== null ? withoutProse(value as Schema) : value;
}
