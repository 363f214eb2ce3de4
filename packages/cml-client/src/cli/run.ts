import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { CmlError } from "../errors.ts";
import type { Command, Flags } from "./command.ts";
import { commands } from "./commands.ts";
import { connectionFrom, connectionOptions, open } from "./connection.ts";
import { helpOf, overview } from "./help.ts";
import { styled } from "./style.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Exit codes: all went well; something failed; the command line makes no sense; ended by the user. */
const [OK, FAILED, USAGE, INTERRUPTED] = [0, 1, 2, 130];

const common: ParseArgsOptionsConfig = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } };

/** Runs one command line. @returns The exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    const topic = commands.find((command) => command.name === rest[0]);
    terminal.out(topic ? helpOf(topic) : overview(commands));
    return OK;
  }
  try {
    const command = commands.find((one) => one.name === name);
    if (!command) throw new UsageError(`There is no command ${JSON.stringify(name)}. "cml help" lists them.`);
    return await runCommand(command, rest, terminal);
  } catch (error) {
    return failed(error, terminal);
  }
}

async function runCommand(command: Command, args: readonly string[], terminal: Terminal): Promise<number> {
  const { words, flags } = parsed(command, args);
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
        const client = open(await connectionFrom(flags, terminal), hooks && { hooks });
        opened.push(client);
        return client;
      },
    });
  } finally {
    for (const client of opened) await client[Symbol.asyncDispose]();
  }
}

function parsed(
  command: Command,
  args: readonly string[],
): { readonly words: string[]; readonly flags: Flags } {
  const options = { ...common, ...connectionOptions, ...command.options };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { words: positionals, flags: values as Flags };
  } catch (error) {
    throw new UsageError(`${(error as Error).message} "cml help ${command.name}" lists what there is.`);
  }
}

function failed(error: unknown, terminal: Terminal): number {
  if (terminal.signal.aborted) return INTERRUPTED;
  if (error instanceof UsageError) {
    terminal.err(`${error.message}\n`);
    return USAGE;
  }
  if (!CmlError.is(error)) throw error;
  terminal.err(`${styled(terminal, "bad", "Error:")} ${error.message}${wayOut(error)}\n`);
  return FAILED;
}

function wayOut({ code }: CmlError): string {
  switch (code) {
    case "unauthorized":
      return " Set CML_USERNAME and CML_PASSWORD, or CML_TOKEN, or run cml login.";
    case "certificate_untrusted":
      return ' "cml check" shows the certificate; then give its --fingerprint, or --ca.';
    default:
      return "";
  }
}
