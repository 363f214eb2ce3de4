import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { UsageError } from "./usage-error.ts";

/** What a flag takes, and what it is for. */
export interface Flag {
  /** What stands for its value in the help; absent for a switch. */
  readonly value?: string;
  readonly help: string;
}

export type Flags = Readonly<Record<string, Flag>>;

/** Flags as they were given, all text; switches are `true`. */
export type Given = Readonly<Record<string, string | boolean | undefined>>;

/** @throws UsageError for flags that do not exist, lack their value, have an empty one, or are followed by what is no flag. */
export function readFlags(flags: Flags, args: readonly string[]): Given {
  const options: ParseArgsOptionsConfig = {
    help: { type: "boolean", short: "h" },
    ...Object.fromEntries(
      Object.entries(flags).map(([name, { value }]) => [
        name,
        { type: value === undefined ? "boolean" : "string" } as const,
      ]),
    ),
  };
  const given = parsed(flags, args, options);
  const empty = Object.keys(given).find((name) => given[name] === "");
  if (empty === undefined) return given;
  throw new UsageError(
    `--${empty} takes ${flags[empty]?.value}, not nothing: leave it out for what it is without.`,
  );
}

function parsed(flags: Flags, args: readonly string[], options: ParseArgsOptionsConfig): Given {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values as Given;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(dashed(flags, args, message) ?? message);
  }
}

/** What is wrong with a value that begins with a dash, for which Node.js has three lines. */
function dashed(flags: Flags, args: readonly string[], message: string): string | undefined {
  const name = /^Option '--([^']+)' argument is ambiguous/.exec(message)?.[1];
  if (name === undefined) return undefined;
  const text = args[args.indexOf(`--${name}`) + 1];
  return `--${name} takes ${flags[name]?.value}, not "${text}": a value that begins with a dash is written as in --${name}=${text}.`;
}

/** A whole number from a flag. @throws UsageError when it is none, or out of range. */
export function numberOf(given: Given, name: string, low: number, high: number): number | undefined {
  const text = given[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (typeof text === "string" && /^\d+$/.test(text) && value >= low && value <= high) return value;
  throw new UsageError(`--${name} takes a whole number from ${low} to ${high}, not "${text}".`);
}

/** Text from a flag. */
export function textOf(given: Given, name: string): string | undefined {
  const value = given[name];
  return typeof value === "string" ? value : undefined;
}

/** One of some words from a flag. @throws UsageError when it is none of them. */
export function choiceOf<Choice extends string>(
  given: Given,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const text = textOf(given, name);
  if (text === undefined) return undefined;
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  throw new UsageError(`--${name} takes ${choices.map((one) => `"${one}"`).join(" or ")}, not "${text}".`);
}

/** What is between commas in a flag. @throws UsageError when one of it does not fit, or is there twice. */
export function listOf(
  given: Given,
  name: string,
  item: { readonly fits: RegExp; readonly such: string },
): readonly string[] | undefined {
  const items = textOf(given, name)?.split(",");
  const strange = items?.find((text) => !item.fits.test(text));
  if (strange !== undefined)
    throw new UsageError(`--${name} takes ${item.such}, with commas between them, not "${strange}".`);
  const twice = items?.find((text, index) => items.indexOf(text) !== index);
  if (twice !== undefined) throw new UsageError(`--${name} names ${twice} twice: once is enough.`);
  return items;
}

/** The flags in lines, as the help shows them. */
export function describeFlags(flags: Flags): string {
  const rows = Object.entries(flags).map(
    ([name, { value, help }]) => [`--${name}${value === undefined ? "" : ` ${value}`}`, help] as const,
  );
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, help]) => `  ${name.padEnd(width)}  ${help}\n`).join("");
}
