import { Document, isScalar, Lexer, parse, type ScalarTag, visit, YAMLParseError } from "yaml";
import { CmlApiError } from "./answer.ts";
import { checkYamlSize } from "./yaml-size.ts";

/** What readers of YAML 1.1, such as Python's, take for something else than text, besides what those of 1.2 do. */
const words = /^(?:y|yes|n|no|on|off|=|<<)$/i;
/** Numbers with underscores or in base 60, octal and binary ones, dates: all begin so and have nothing else in them. */
const numberLike = /^[-+]?[.\d][-+\d._:,a-fox\s]*(?:[tz][-+\d.:z\s]*)?$/i;
/** Three numbers or more between dots are text for everybody. */
const release = /^\d+(?:\.\d+){2,}$/;
/** Not printable, or ends of lines, for YAML 1.1 only. */
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Without a dot it would be text for readers of 1.1. */
const smallOrLarge: ScalarTag = {
  tag: "tag:yaml.org,2002:float",
  default: true,
  identify: (value) => typeof value === "number" && /^-?\d+e/.test(String(value)),
  test: /^-?\d+\.\d+e[-+]\d+$/,
  resolve: Number,
  stringify: ({ value }) => String(value).replace("e", ".0e"),
};

/**
 * Reads YAML, of which JSON is a part. Of keys that are twice in a map the last one counts, as for Python's reader; to
 * compare each with each would take minutes where a map has a hundred thousand.
 *
 * @throws CmlApiError 400 when it is none, or too large
 */
export function readYaml(text: string): unknown {
  const { stackTraceLimit } = Error;
  try {
    checkYamlSize(text, new Lexer().lex(text));
    // There may be an error for each part, and each would keep its stack, and show the line that it is in.
    Error.stackTraceLimit = 0;
    return parse(text, { uniqueKeys: false, logLevel: "error", prettyErrors: false });
  } catch (error) {
    if (error instanceof CmlApiError) throw error;
    // In the manner of the recorded "Bad request: while parsing a block node ...".
    throw new CmlApiError(400, `Bad request: ${problem(error, text)}`);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function problem(error: unknown, text: string): string {
  if (!(error instanceof YAMLParseError)) return error instanceof Error ? error.message : "no YAML";
  const lines = text.slice(0, error.pos[0]).split("\n");
  return `${error.message} at line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

/** Writes YAML that means the same to readers of version 1.1 and of 1.2. */
export function writeYaml(value: unknown): string {
  const document = new Document(value, { customTags: (tags) => [smallOrLarge, ...tags] });
  visit(document, (_key, node) => {
    if (isScalar(node) && typeof node.value === "string" && isDoubtful(node.value))
      node.type = "QUOTE_DOUBLE";
  });
  // Quotes are around each of them.
  return document.toString().replaceAll(unprintable, (one) => {
    const code = one.charCodeAt(0).toString(16);
    return `\\u${code.padStart(4, "0")}`;
  });
}

function isDoubtful(text: string): boolean {
  // Python takes tabs within quotes and in blocks of lines only, and loses blanks at the beginning of blocks.
  if (text.includes("\n") ? /^\s/.test(text) : text.includes("\t")) return true;
  return words.test(text) || (numberLike.test(text) && !release.test(text)) || text.search(unprintable) >= 0;
}
