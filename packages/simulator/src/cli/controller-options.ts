import { liveClients } from "../cml/live/left-out.ts";
import type { CmlSimulatorOptions } from "../cml/options.ts";
import { aServedVersion, wholeVersion } from "../cml/releases/version.ts";
import { choiceOf, type Given, numberOf, textOf } from "./flags.ts";
import { readLabs } from "./read-labs.ts";
import { UsageError } from "./usage-error.ts";

const dayMs = 86_400_000;
const yearS = 31_536_000;

/** What the flags of `controllerFlags` say. @throws UsageError */
export async function controllerOptions(given: Given, packageFolder: URL): Promise<CmlSimulatorOptions> {
  const path = textOf(given, "labs");
  return present({
    version: versionOf(textOf(given, "version")),
    username: textOf(given, "username"),
    password: textOf(given, "password"),
    nodeBootMs: millisecondsOf(given, "node-boot-ms"),
    loginDelayMs: millisecondsOf(given, "login-delay-ms"),
    tokenLifetimeS: numberOf(given, "token-lifetime-s", 1, yearS),
    liveFor: choiceOf(given, "live-for", liveClients),
    labs: path === undefined ? undefined : await readLabs(path, packageFolder),
    licence: present({
      registered: given["unregistered"] ? false : undefined,
      registrationMs: millisecondsOf(given, "registration-ms"),
      expansionNodes: numberOf(given, "expansion-nodes", 0, 10_000),
    }),
  });
}

/** A time from a flag, a day at most. */
export function millisecondsOf(given: Given, name: string): number | undefined {
  return numberOf(given, name, 0, dayMs);
}

/** What is there of some options: the others are what they are without. */
export function present<Options extends object>(
  options: Options,
): { readonly [Name in keyof Options]?: Exclude<Options[Name], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as ReturnType<typeof present<Options>>;
}

function versionOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const version = wholeVersion(text);
  if (version === undefined) throw new UsageError(`--version takes ${aServedVersion}, not "${text}".`);
  return version;
}
