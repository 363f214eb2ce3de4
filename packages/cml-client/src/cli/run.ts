import { CmlError } from "../errors.ts";
import type { Command } from "./command.ts";
import { commands } from "./commands.ts";
import { open, workingConnection } from "./connection.ts";
import { errorText } from "./error-text.ts";
import { readFlags } from "./flags.ts";
import { helpOf, overview } from "./help.ts";
import { jsonText } from "./json-text.ts";
import { commandFirst } from "./leading-flags.ts";
import { styled } from "./style.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

/** Exit codes: all went well; something failed; the command line makes no sense; ended by the user. */
const [OK, FAILED, USAGE, INTERRUPTED] = [0, 1, 2, 130];

/** Runs one command line. @returns The exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name = "help", ...rest] = commandFirst(args);
  try {
    if (["version", "--version"].includes(name)) {
      terminal.out(`${version()}\n`);
      return OK;
    }
    if (["help", "--help", "-h"].includes(name)) {
      terminal.out(rest[0] === undefined ? overview(commands) : helpOf(commandNamed(rest[0])));
      return OK;
    }
    return await runCommand(commandNamed(name), rest, readingOnce(terminal));
  } catch (error) {
    return failed(error, terminal, args.includes("--json"));
  }
}

function commandNamed(name: string): Command {
  const command = commands.find((one) => one.name === name);
  if (command) return command;
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

async function runCommand(command: Command, args: readonly string[], terminal: Terminal): Promise<number> {
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
        const client = open(await workingConnection(flags, terminal), hooks && { hooks });
        opened.push(client);
        return client;
      },
    });
  } finally {
    for (const client of opened) await client[Symbol.asyncDispose]();
  }
}

function failed(error: unknown, terminal: Terminal, json: boolean): number {
  const isUsage = error instanceof UsageError;
  if (isUsage) terminal.err(`${error.message}\n`);
  if (terminal.signal.aborted) return INTERRUPTED;
  if (isUsage) return USAGE;
  if (!CmlError.is(error)) throw error;
  if (json) terminal.err(`${jsonText({ error: { code: error.code, message: errorText(error) } })}\n`);
  else terminal.err(`${styled(terminal, "bad", "Error:", "err")} ${errorText(error)}\n`);
  return FAILED;
}
