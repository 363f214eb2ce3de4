import { CmlError } from "../errors.ts";
import type { Command } from "./command.ts";
import { commands } from "./commands.ts";
import { type Connection, open, workingConnection } from "./connection.ts";
import { errorText, isLoginMissing } from "./error-text.ts";
import { readFlags } from "./flags.ts";
import { helpOf, overview } from "./help.ts";
import { jsonText } from "./json-text.ts";
import { commandFirst } from "./leading-flags.ts";
import { refuseMore } from "./refuse-more.ts";
import { styled } from "./style.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

/** Exit codes: all went well; something failed; the command line makes no sense; ended by the user. */
const [OK, FAILED, USAGE, INTERRUPTED] = [0, 1, 2, 130];

/** What became clear of a command line while it ran. */
interface Course {
  connection?: Connection;
}

/** Runs one command line. @returns The exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name = "help", ...rest] = commandFirst(args);
  const course: Course = {};
  try {
    if (["version", "--version"].includes(name)) {
      refuseMore(rest);
      terminal.out(`${version()}\n`);
      return OK;
    }
    if (["help", "--help", "-h"].includes(name)) {
      const [about, ...more] = rest.filter((word) => !word.startsWith("-"));
      refuseMore(more);
      terminal.out(about === undefined ? overview(commands) : helpOf(commandNamed(about)));
      return OK;
    }
    return await runCommand(commandNamed(name), rest, readingOnce(terminal), course);
  } catch (error) {
    return failed(error, terminal, args.includes("--json"), course);
  }
}

function commandNamed(name: string): Command {
  const command = commands.find((one) => one.name === name);
  if (command) return command;
  if (name.startsWith("-")) {
    throw new UsageError(
      `A command is missing with ${JSON.stringify(name)}. "cml help" lists commands and flags.`,
    );
  }
  throw new UsageError(`There is no command ${JSON.stringify(name)}. "cml help" lists them.`);
}

/** Standard input is there once, though several controllers take their password from it. */
function readingOnce(terminal: Terminal): Terminal {
  let input: Promise<string> | undefined;
  return {
    ...terminal,
    input() {
      input ??= terminal.input();
      return input;
    },
  };
}

async function runCommand(
  command: Command,
  args: readonly string[],
  terminal: Terminal,
  course: Course,
): Promise<number> {
  const { words, flags } = readFlags(command, args);
  if (flags["help"]) {
    terminal.out(helpOf(command));
    return OK;
  }
  const opened: AsyncDisposable[] = [];
  try {
    return await command.run({
      terminal,
      words,
      flags,
      json: flags["json"] === true,
      async connect(hooks) {
        course.connection = await workingConnection(flags, terminal);
        const client = open(course.connection, hooks && { hooks });
        opened.push(client);
        return client;
      },
      explain: (error) => errorText(error, course.connection),
    });
  } finally {
    for (const client of opened) await client[Symbol.asyncDispose]();
  }
}

function failed(error: unknown, terminal: Terminal, json: boolean, { connection }: Course): number {
  const isUsage = error instanceof UsageError;
  if (isUsage) terminal.err(`${error.message}\n`);
  if (terminal.signal.aborted) return INTERRUPTED;
  if (isUsage) return USAGE;
  if (!CmlError.is(error)) throw error;
  const text = errorText(error, connection);
  if (json) terminal.err(`${jsonText({ error: { code: error.code, message: text } })}\n`);
  else terminal.err(`${styled(terminal, "bad", "Error:", "err")} ${text}\n`);
  // As no controller is: nothing was asked.
  return isLoginMissing(error) ? USAGE : FAILED;
}
