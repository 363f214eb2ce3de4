import { startCmlSimulator } from "../cml/cml-simulator.ts";
import type { CmlSimulatorOptions } from "../cml/options.ts";
import { aServedVersion, wholeVersion } from "../cml/releases/version.ts";
import type { CmlSimulator } from "../cml/simulated-controller.ts";
import type { Command } from "./command.ts";
import { type Given, numberOf, textOf } from "./flags.ts";
import { readLabs } from "./read-labs.ts";
import { table } from "./table.ts";
import { UsageError } from "./usage-error.ts";

const lastPort = 65_535;
const dayMs = 86_400_000;

/** `cml-sim controllers`: any number of controllers, on ports in a row. */
export const controllers: Command = {
  summary: "Starts simulated CML controllers",
  flags: {
    count: { value: "N", help: "how many, 1 to 1000 (1)" },
    port: { value: "PORT", help: "port of the first one, the others follow; 0 takes any free ones (0)" },
    labs: {
      value: "PATH",
      help: "labs each of them has: a YAML file, or a folder of them (three small ones)",
    },
    version: { value: "VERSION", help: "version they report and behave as: 2.7 to 2.10 (2.9.0+build.3)" },
    username: { value: "NAME", help: "their administrator (admin)" },
    password: { value: "WORD", help: "the administrator's password; they are for tests only (admin)" },
    seed: { value: "N", help: "ids and statistics follow from it; each controller has the next one (1)" },
    "boot-ms": { value: "MS", help: "how long they boot before they are ready (0)" },
    "node-boot-ms": { value: "MS", help: "how long nodes take to boot (what their definitions need)" },
    "login-delay-ms": { value: "MS", help: "how long a login takes; real ones need about 2300 (0)" },
    http: { help: "plain HTTP in place of HTTPS" },
    json: { help: "one line of JSON for each controller, once it is ready" },
  },
  examples: [
    "cml-sim controllers --count 10 --port 9100",
    "cml-sim controllers --labs samples/ --node-boot-ms 500 --json",
  ],
  async start(given, write) {
    const count = numberOf(given, "count", 1, 1000) ?? 1;
    const port = numberOf(given, "port", 0, lastPort) ?? 0;
    if (port + count - 1 > lastPort)
      throw new UsageError(`${count} ports from ${port} on reach beyond ${lastPort}: choose a lower --port.`);
    const seed = numberOf(given, "seed", 0, 2 ** 31) ?? 1;
    const common = await optionsFrom(given);
    const started: CmlSimulator[] = [];
    const close = async (): Promise<void> => void (await Promise.all(started.map((one) => one.close())));
    try {
      for (let index = 0; index < count; index += 1) {
        const one = await startCmlSimulator({
          ...common,
          seed: seed + index,
          port: port === 0 ? 0 : port + index,
        });
        started.push(one);
        if (given["json"]) write(`${JSON.stringify(lineOf(one))}\n`);
      }
    } catch (error) {
      await close();
      throw error;
    }
    if (!given["json"]) write(tableOf(started));
    return { close };
  },
};

async function optionsFrom(given: Given): Promise<CmlSimulatorOptions> {
  const labs = textOf(given, "labs");
  const milliseconds = (name: string): number | undefined => numberOf(given, name, 0, dayMs);
  const options = {
    version: versionOf(textOf(given, "version")),
    username: textOf(given, "username"),
    password: textOf(given, "password"),
    bootMs: milliseconds("boot-ms"),
    nodeBootMs: milliseconds("node-boot-ms"),
    loginDelayMs: milliseconds("login-delay-ms"),
    labs: labs === undefined ? undefined : await readLabs(labs),
    https: !given["http"],
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function versionOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const version = wholeVersion(text);
  if (version === undefined) throw new UsageError(`--version takes ${aServedVersion}, not "${text}".`);
  return version;
}

/** What a program needs to talk to it. */
function lineOf({ url, username, password, fingerprint256, version }: CmlSimulator): object {
  // Over plain HTTP there is none, and the field stays.
  return { url, username, password, fingerprint256: fingerprint256 ?? null, version };
}

function tableOf(controllers: readonly CmlSimulator[]): string {
  const rows = controllers.map(({ url, username, password, version, fingerprint256 }) => [
    url,
    username,
    password,
    version,
    fingerprint256 ?? "-",
  ]);
  return table([["URL", "USERNAME", "PASSWORD", "VERSION", "SHA-256 OF THE CERTIFICATE"], ...rows]);
}
