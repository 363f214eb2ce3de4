import { setImmediate } from "node:timers/promises";
import { startCmlSimulator } from "../cml/cml-simulator.ts";
import type { CmlSimulatorOptions } from "../cml/options.ts";
import type { CmlSimulator } from "../cml/simulated-controller.ts";
import type { Command } from "./command.ts";
import { controllerFlags } from "./controller-flags.ts";
import { controllerOptions, millisecondsOf, present } from "./controller-options.ts";
import { lineOf, tableOf } from "./controllers-output.ts";
import { choiceOf, type Given, numberOf } from "./flags.ts";
import { overlap, portsFrom } from "./ports.ts";
import { UsageError } from "./usage-error.ts";

/** `cml-sim controllers`: any number of controllers, on ports in a row. */
export const controllers: Command = {
  summary: "Starts simulated CML controllers",
  flags: {
    count: { value: "N", help: "how many, 1 to 1000 (1)" },
    port: { value: "PORT", help: "port of the first one, the others follow; 0 takes any free ones (0)" },
    ...controllerFlags,
    seed: { value: "N", help: "ids and statistics follow from it; each controller has the next one (1)" },
    "boot-ms": { value: "MS", help: "how long they boot before they are ready (0)" },
    "live-stats-ms": { value: "MS", help: "how often /ws/ui tells the load (3300)" },
    http: { help: "plain HTTP in place of HTTPS" },
    "control-port": {
      value: "PORT",
      help: "port of the first one's control API (faults, clock, tokens, ...), the others follow; 0 takes any free ones (none)",
    },
    clock: {
      value: "manual",
      help: "time stands until POST /clock of the control API moves it (it goes on)",
    },
    json: { help: "one line of JSON for each controller, once it is ready; controlUrl with --control-port" },
  },
  examples: [
    "cml-sim controllers --count 10 --port 9100",
    "cml-sim controllers --labs samples/ --node-boot-ms 500 --json",
    "cml-sim controllers --control-port 9500 --clock manual",
  ],
  async start(given, { write, signal, own }) {
    const count = numberOf(given, "count", 1, 1000) ?? 1;
    const optionsOf = optionsFrom(given, count);
    const options = await controllerOptions(given, own.folder);
    const started: CmlSimulator[] = [];
    const close = async (): Promise<void> => void (await Promise.all(started.map((one) => one.close())));
    try {
      for (let index = 0; index < count; index += 1) {
        const one = await startCmlSimulator({ ...options, ...optionsOf(index) });
        started.push(one);
        // Listening takes no turn of the event loop: without one it would hear of signals in the end only.
        await setImmediate();
        signal.throwIfAborted();
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

/** What differs from one controller to the next, and what controllers on instances do not have. */
function optionsFrom(given: Given, count: number): (index: number) => CmlSimulatorOptions {
  const ports = portsFrom(given, "port", count);
  const controlPorts = portsFrom(given, "control-port", count);
  if (ports && controlPorts && overlap(ports, controlPorts, count))
    throw new UsageError(`--port and --control-port need ${count} ports each: choose them further apart.`);
  const clock = choiceOf(given, "clock", ["manual"] as const);
  if (clock && !controlPorts)
    throw new UsageError("--clock manual needs --control-port: nothing else moves that clock.");
  const seed = numberOf(given, "seed", 0, 2 ** 31) ?? 1;
  const common = present({
    bootMs: millisecondsOf(given, "boot-ms"),
    liveStatsMs: numberOf(given, "live-stats-ms", 1, 86_400_000),
    https: !given["http"],
    clock,
  });
  return (index) => ({
    ...common,
    seed: seed + index,
    port: ports?.of(index) ?? 0,
    ...(controlPorts && { control: { port: controlPorts.of(index) } }),
  });
}
