import type { Command } from "./command.ts";
import { describeFlags } from "./flags.ts";

export type Commands = Readonly<Record<string, Command>>;

export function helpOf(name: string, { summary, flags, controllerFlags, examples }: Command): string {
  return `${summary}, until SIGINT or SIGTERM.

Usage: cml-sim ${name} [OPTIONS]

Options (and what they are without):
${describeFlags({ ...flags, help: { help: "this text" } })}${controllerFlags ? `\nOptions of the controllers:\n${describeFlags(controllerFlags)}` : ""}
Examples:
${examples.map((example) => `  ${example}\n`).join("")}`;
}

export function overview(commands: Commands): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(
    ([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}\n`,
  );
  return `Simulated CML controllers and a simulated AWS, on loopback, for tests and demos.

Usage: cml-sim COMMAND [OPTIONS]

Commands:
${lines.join("")}
cml-sim help COMMAND tells more. cml-sim --version tells the version.
`;
}
