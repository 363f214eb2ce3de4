import { common } from "./common-options.ts";
import { connectionOptions } from "./connection.ts";

const known = { ...connectionOptions, ...common };

/** Puts flags that every command knows behind the command: `cml --url URL labs ls` means `cml labs ls --url URL`. */
export function commandFirst(args: readonly string[]): readonly string[] {
  let at = 0;
  for (let flag = args[at]; flag !== undefined; flag = args[at]) {
    const [, name = "", value] = /^--([^=]+)(=.*)?$/.exec(flag) ?? [];
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    // What is not known here is the command, or a mistake that is told as one.
    if (option === undefined) break;
    at += option.type === "string" && value === undefined ? 2 : 1;
  }
  const command = args[at];
  // Nothing but flags: help is one of them.
  if (command === undefined) return args.some(isHelp) ? ["help"] : args;
  return [command, ...args.slice(0, at), ...args.slice(at + 1)];
}

const isHelp = (word: string) => word === "--help" || word === "-h";
