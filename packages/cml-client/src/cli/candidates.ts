import type { ParseArgsOptionsConfig } from "node:util";
import type { CmlClient } from "../client.ts";
import type { Command, Flags } from "./command.ts";
import { common } from "./common-options.ts";
import { connectionOptions, open, workingConnection } from "./connection.ts";
import { flagMilliseconds } from "./flag-value.ts";
import { optionsOf, readUnfinished, takesFlag } from "./flags.ts";
import { commandFirst } from "./leading-flags.ts";
import type { Terminal } from "./terminal.ts";

/** Nobody waits longer for a Tab; a login alone takes controllers more than two seconds. */
const PATIENCE_SECONDS = { answer: "2", login: "5" } as const;

/** What may stand where a line ends. Its last word is the one to complete, and the shell's to match. */
export async function candidatesFor(
  line: string,
  commands: readonly Command[],
  terminal: Terminal,
): Promise<readonly string[]> {
  const [, ...words] = line.split(/(?<!\\)\s+/);
  const begun = words.pop() ?? "";
  if (begun.startsWith("-")) return flagsBehind(words, commands);
  return wantsValue(words, commands) ? [] : wordsBehind(words, commands, terminal);
}

/** The flags that may follow on these words. */
function flagsBehind(words: readonly string[], commands: readonly Command[]): readonly string[] {
  const [name, ...rest] = commandFirst(words);
  if (name === undefined || name.startsWith("-")) return [...longs(forAll), "--version"];
  const command = commands.find((one) => one.name === name);
  return command ? flagsOf(command, readUnfinished(command, rest).words[0]) : [];
}

async function wordsBehind(
  words: readonly string[],
  commands: readonly Command[],
  terminal: Terminal,
): Promise<readonly string[]> {
  const [name, ...rest] = commandFirst(words);
  if (name === undefined || name.startsWith("-")) return [...commands.map((command) => command.name), "help"];
  if (name === "help") return rest.length === 0 ? commands.map((command) => command.name) : [];
  const command = commands.find((one) => one.name === name);
  if (!command) return [];
  const { words: given, flags } = readUnfinished(command, rest);
  if (given.length === 0) return [...(command.verbs ?? []), ...flagsOf(command, undefined)];
  if (!command.ids) return [];
  await using cml = await patientClient(flags, terminal);
  // Waited for here: the client is closed when this function ends.
  return (await command.ids(given, cml)).filter(isPlain);
}

async function patientClient(
  // Standard input is the shell's.
  { "password-stdin": _none, ...way }: Flags,
  terminal: Terminal,
): Promise<CmlClient> {
  const connection = await workingConnection(way, terminal);
  const isLoggedIn = connection.tokenCache !== undefined || (connection.auth && "token" in connection.auth);
  const timeout = isLoggedIn ? PATIENCE_SECONDS.answer : PATIENCE_SECONDS.login;
  return open(
    { ...connection, timeoutMs: flagMilliseconds({ timeout, ...way }, "timeout") ?? connection.timeoutMs },
    { retry: { attempts: 1 } },
  );
}

/** Whether a shell takes a word as it is: it lands on a command line, where `$(…)` would be run. */
const isPlain = (word: string): boolean => /^[\w.+@][\w.:+@-]*$/.test(word);

/** Whether the last word is a flag without its value, which is the user's, or a file: the shell knows those. */
function wantsValue(words: readonly string[], commands: readonly Command[]): boolean {
  const flag = /^--([\w-]+)$/.exec(words.at(-1) ?? "")?.[1];
  const [name] = commandFirst(words);
  const command = commands.find((one) => one.name === name);
  return flag !== undefined && (command ? optionsOf(command) : forAll)[flag]?.type === "string";
}

const forAll: ParseArgsOptionsConfig = { ...connectionOptions, ...common };

const longs = (options: object): string[] => Object.keys(options).map((name) => `--${name}`);

const flagsOf = (command: Command, verb = ""): string[] =>
  longs(optionsOf(command)).filter((flag) => takesFlag(command, verb, flag.slice(2)));
