import {
  type ApiDocument,
  type DocumentedOperation,
  documentPath,
  readDocument,
  realDocument,
} from "@cml-fleet/cml-document";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Release } from "../cml/releases/release.ts";
import { schemasOf } from "./release-schemas.ts";

/** What came over the wire. */
export interface WireAnswer {
  readonly status: number;
  /** Empty without one. */
  readonly contentType: string;
  readonly text: string;
}

/**
 * Compares an answer with Cisco's document, as amended by what real controllers were recorded to answer. The answer
 * tells what is wrong; empty when nothing is, or when the document is not here.
 */
export type DocumentCheck = (method: string, path: string, answer: WireAnswer) => readonly string[];

const path = documentPath();
if (path === undefined)
  process.stderr.write("SKIPPED: answers are not compared with Cisco's OpenAPI document: set CML_OPENAPI.\n");

const checks = new Map<Release, DocumentCheck>();

/** The check for controllers of a release. */
export function documentCheck(release: Release): DocumentCheck {
  if (path === undefined) return () => [];
  const check = checks.get(release) ?? checkAgainst(path, release);
  checks.set(release, check);
  return check;
}

function checkAgainst(file: string, release: Release): DocumentCheck {
  const { operations, schemas } = realDocument(readDocument(file));
  const validator = validators(schemasOf(release, schemas));
  const routes = operations.map((operation) => ({ operation, pattern: patternOf(operation.name) }));

  return (method, requested, answer) => {
    const target = `${method} ${requested.split("?")[0]}`;
    // The first pattern that fits may take a literal segment for a parameter: an exact name goes first.
    const route =
      routes.find(({ operation }) => operation.name === target) ??
      routes.find(({ pattern }) => pattern.test(target));
    if (!route) return answer.status === 404 ? [] : [`${target} is not in the document.`];
    // The proxy in front of a controller writes HTML.
    if (answer.status >= 500 && !/json/.test(answer.contentType)) return [];
    if (answer.status >= 400) return errorsOf(validator("error", errorBody), read(answer.text));
    return successErrors(route.operation, answer, validator);
  };
}

function successErrors(
  { name, answers }: DocumentedOperation,
  { status, contentType, text }: WireAnswer,
  validator: Validators,
): readonly string[] {
  if (!(status in answers)) return [`${name} never answers ${status}.`];
  const declared = answers[status];
  if (!declared) return text === "" ? [] : [`${name} has a body with status ${status}.`];
  const isJson = /json/.test(contentType);
  if (!isJson && /json/.test(declared.mediaType)) return [`${name} answers ${contentType}.`];
  return isJson ? errorsOf(validator(`${name} ${status}`, declared.schema), read(text)) : [];
}

type Validators = (key: string, schema: object) => ValidateFunction;

function validators(schemas: ApiDocument["schemas"]): Validators {
  const ajv = new Ajv2020({ strict: false, allErrors: true, schemas: [{ $id: "cml", $defs: schemas }] });
  addFormats.default(ajv, ["uuid", "email", "uri", "ipv4", "ipv6"]);
  // The document calls one format by a name of its own.
  ajv.addFormat("uuid4", /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  // Licensing writes a blank instead of the T, and no zone.
  ajv.addFormat("date-time", /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/);
  const compiled = new Map<string, ValidateFunction>();
  return (key, schema) => {
    const known = compiled.get(key) ?? ajv.compile(pointingAt("cml", schema));
    compiled.set(key, known);
    return known;
  };
}

/** The two members of an error; a few refusals have no body at all. */
const errorBody = {
  anyOf: [
    { const: "" },
    {
      type: "object",
      required: ["code", "description"],
      properties: { code: { type: "integer" }, description: { type: "string" } },
      additionalProperties: false,
    },
  ],
};

/** The schema with its references leading into the schema `$id`. */
function pointingAt(id: string, schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', `"${id}#/$defs/`));
}

function patternOf(name: string): RegExp {
  return new RegExp(`^${name.replace(/\{[^}]+\}/g, "[^/]+")}$`);
}

function errorsOf(validate: ValidateFunction, value: unknown): readonly string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath || "/"} ${message} ${JSON.stringify(params)}`,
  );
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
