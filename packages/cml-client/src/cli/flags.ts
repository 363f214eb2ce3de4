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
  const [problem = ""] = message.split(". To specify");
  if (problem.includes("'--insecure'")) {
    return "There is no --insecure: it is spelled --dangerously-accept-any-certificate, and --fingerprint is better.";
  }
  return `${problem.replace(/\.$/, "")}.`;
}
