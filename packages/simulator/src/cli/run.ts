import { aws } from "./aws.ts";
import type { Running, Write } from "./command.ts";
import { controllers } from "./controllers.ts";
import { readFlags } from "./flags.ts";
import { type Commands, helpOf, overview } from "./help.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

const commands: Commands = { controllers, aws };

/** What became of a command line: it said what it had to say, or something runs now. */
export type Outcome = { readonly done: true } | { readonly done: false; readonly running: Running };

/** @throws UsageError when the command line cannot be understood; what starting throws otherwise. */
export async function run(args: readonly string[], write: Write): Promise<Outcome> {
  const [name = "--help", ...rest] = args;
  if (name === "--help" || name === "-h" || name === "help") return said(write, overview(commands));
  if (name === "--version") return said(write, `${version()}\n`);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command)
    throw new UsageError(`There is no command "${name}": it is ${Object.keys(commands).join(" or ")}.`);
  const given = readFlags(command.flags, rest);
  if (given["help"]) return said(write, helpOf(name, command));
  return { done: false, running: await command.start(given, write) };
}

function said(write: Write, text: string): Outcome {
  write(text);
  return { done: true };
}
