import type { Command } from "./command.ts";
import { connectionHelp } from "./connection.ts";
import { columns } from "./table.ts";

export function overview(commands: readonly Command[]): string {
  return [
    "cml: talks to Cisco Modeling Labs controllers.\n",
    "Usage: cml COMMAND …\n",
    columns(commands.map(({ name, summary }) => [`  ${name}`, summary])),
    `"cml help COMMAND" tells more, "cml --version" which release this is. Which controller, and how to log in:\n`,
    columns(connectionHelp.map(([flag, meaning]) => [`  ${flag}`, meaning])),
    "--json makes tables and sentences JSON. Secrets are taken from the environment or standard input, never from the command line.\n",
  ].join("\n");
}

export function helpOf({ name, usage, summary, examples, optionHelp = [] }: Command): string {
  return [
    `${summary}\n`,
    usage.map((line) => `Usage: cml ${`${name} ${line}`.trim()}\n`).join(""),
    ...(optionHelp.length > 0 ? [columns(optionHelp.map(([flag, meaning]) => [`  ${flag}`, meaning]))] : []),
    "Examples:",
    examples.map((example) => `  ${example}\n`).join(""),
    'Flags for the controller, the login and --json: "cml help".\n',
  ].join("\n");
}
