import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import type { Command, Flags } from "./command.ts";
import { common } from "./common-options.ts";
import { connectionOptions } from "./connection.ts";
import { UsageError } from "./usage-error.ts";

/** What a command line has beside its command. */
export interface CommandLine {
  readonly words: string[];
  readonly flags: Flags;
}

/** Every flag a command takes. */
export const optionsOf = (command: Command): ParseArgsOptionsConfig => ({
  ...command.options,
  ...connectionOptions,
  ...common,
});

/** Reads a command line. @throws UsageError when it has what the command does not know */
export function readFlags(command: Command, args: readonly string[]): CommandLine {
  const { words, flags } = parsed(command, args);
  const verb = words[0] ?? command.defaultVerb ?? "";
  for (const flag of Object.keys(flags)) {
    if (takesFlag(command, verb, flag)) continue;
    throw new UsageError(
      `"cml ${command.name} ${verb}" takes no --${flag}. "cml help ${command.name}" lists what there is.`,
    );
  }
  return { words, flags };
}

/** Whether a flag means anything behind a verb. A verb that there is not is told as such elsewhere. */
export function takesFlag({ options = {}, takes = {} }: Command, verb: string, flag: string): boolean {
  const taken = Object.hasOwn(takes, verb) ? takes[verb] : undefined;
  return taken === undefined || !Object.hasOwn(options, flag) || taken.includes(flag);
}

function parsed(command: Command, args: readonly string[]): CommandLine {
  try {
    return read(command, args, true);
  } catch (error) {
    throw new UsageError(`${problemIn(error as Error)} "cml help ${command.name}" lists what there is.`);
  }
}

/** Reads a command line that is still being typed: what is not known is let pass. */
export function readUnfinished(command: Command, args: readonly string[]): CommandLine {
  return read(command, args, false);
}

function read(command: Command, args: readonly string[], strict: boolean): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: optionsOf(command),
    allowPositionals: true,
    strict,
  });
  return { words: positionals, flags: values as Flags };
}

/** Node's own sentence, without its advice for programmers. */
function problemIn({ message }: Error): string {
  const dashed = /^Option '(?:-\w, )?(--[\w-]+).*' argument is ambiguous/.exec(message)?.[1];
  if (dashed) return `${dashed} needs a value; one that begins with a dash is written behind "${dashed}=".`;
  const [problem = ""] = message.split(". To specify");
  if (problem.includes("'--insecure'")) {
    return "There is no --insecure: it is spelled --dangerously-accept-any-certificate, and --fingerprint is better.";
  }
  return `${problem.replace(/\.$/, "")}.`;
}
