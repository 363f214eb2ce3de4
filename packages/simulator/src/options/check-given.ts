import type { z } from "zod";
import { SimulatorError } from "../simulator-error.ts";

type Path = readonly PropertyKey[];

/** Their values are not shown, nor what stands in their place: a key and a certificate are easily confused. */
const secrets: ReadonlySet<PropertyKey> = new Set(["password", "key", "cert", "tokens"]);

/**
 * Holds what was given against a rule.
 *
 * @param name What it is called; options are called by their own names.
 * @throws SimulatorError `invalid_option` with a sentence for everything that is not as it has to be.
 */
export function checkGiven(rule: z.ZodType, given: unknown, name = ""): void {
  const issues = rule.safeParse(given).error?.issues;
  if (!issues) return;
  const sentences = issues.flatMap((issue) => sentencesOf(issue, given, name));
  const [first = { option: name }] = sentences;
  throw new SimulatorError(sentences.map(({ sentence }) => sentence).join("\n"), {
    code: "invalid_option",
    option: first.option,
  });
}

function sentencesOf(issue: z.core.$ZodIssue, given: unknown, name: string) {
  const { path, message } = issue;
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => {
      const option = written([...path, key], name);
      return { option, sentence: `There is no ${name === "" ? "option " : ""}${option}: ${message}.` };
    });
  const option = written(path, name);
  const subject = name === "" ? `The option${option === "" ? "s object" : ` ${option}`}` : option;
  return [{ option, sentence: `${subject} is ${shown(path, given)}: ${message}.` }];
}

/** As in `labs[0].nodes[1]`. */
function written(path: Path, name: string): string {
  return path.reduce<string>((before, step) => {
    if (typeof step === "number") return `${before}[${step}]`;
    return before === "" ? String(step) : `${before}.${String(step)}`;
  }, name);
}

function shown(path: Path, given: unknown): string {
  const value = path.reduce<unknown>((whole, step) => (whole as Record<PropertyKey, unknown>)[step], given);
  if (value === undefined) return "missing";
  if (path.some((step) => secrets.has(step))) return "something that is not shown";
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "function" ? "a function" : String(value);
}
