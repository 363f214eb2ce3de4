import { aws } from "./aws.ts";
import type { Command, Running, Surroundings } from "./command.ts";
import { controllers } from "./controllers.ts";
import { readFlags } from "./flags.ts";
import { type Commands, helpOf, overview } from "./help.ts";
import { UsageError } from "./usage-error.ts";

const commands: Commands = { controllers, aws };

/**
 * @returns What runs now; nothing if it has said what it had to say.
 * @throws UsageError when the command line cannot be understood; what starting throws otherwise.
 */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<Running | undefined> {
  const [name = "help", ...rest] = args;
  const { write, own } = surroundings;
  const say = (text: string): undefined => void write(text);
  if (["--help", "-h", "help"].includes(name)) return say(helpFor(rest));
  if (["--version", "-v"].includes(name)) return say(`${own.version}\n`);
  const command = commandNamed(name);
  const given = readFlags({ ...command.flags, ...command.controllerFlags }, rest);
  return given["help"] ? say(helpOf(name, command)) : command.start(given, surroundings);
}

function helpFor([name, ...surplus]: readonly string[]): string {
  if (surplus.length > 0)
    throw new UsageError(`"help" takes one command, not "${surplus.join(" ")}" besides.`);
  return name === undefined ? overview(commands) : helpOf(name, commandNamed(name));
}

function commandNamed(name: string): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command;
  throw new UsageError(`There is no command "${name}": it is ${Object.keys(commands).join(" or ")}.`);
}
