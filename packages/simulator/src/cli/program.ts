import { once } from "node:events";
import { SimulatorError } from "../simulator-error.ts";
import { explain } from "./explain.ts";
import type { OwnPackage } from "./own-package.ts";
import { run } from "./run.ts";
import { UsageError } from "./usage-error.ts";

/** Does what the command line says, until a signal comes or the output cannot be written. */
export async function runProgram(own: OwnPackage): Promise<void> {
  const ending = new AbortController();
  const { signal } = ending;
  endAtSignals(ending);
  endWithoutOutput(ending);
  try {
    const write = (text: string): void => void process.stdout.write(text);
    const running = await run(process.argv.slice(2), { own, write, signal });
    if (!running) return;
    if (!signal.aborted) await once(signal, "abort");
    await running.close();
  } catch (error) {
    // Told to end while it started, it has done so.
    if (signal.aborted && error === signal.reason) return;
    process.stderr.write(`cml-sim: ${explain(error)}\n`);
    if (error instanceof UsageError) process.stderr.write("cml-sim --help shows how it is used.\n");
    // What a flag leads to may be for the options to refuse.
    const isUsage = error instanceof UsageError || SimulatorError.is(error, "invalid_option");
    process.exitCode = isUsage ? 2 : 1;
  }
}

/** From the first moment on: whoever reads what is printed may end it at once. A second signal ends it whatever it does. */
function endAtSignals(ending: AbortController): void {
  const signals = ["SIGINT", "SIGTERM"] as const;
  const end = (): void => {
    for (const signal of signals) process.off(signal, end);
    ending.abort();
  };
  for (const signal of signals) process.on(signal, end);
}

/** Simulators whose addresses nobody can know are of no use. Once all is written, the reader may go. */
function endWithoutOutput(ending: AbortController): void {
  let said = false;
  process.stdout.on("error", (error) => {
    if (!said) process.stderr.write(`cml-sim: Standard output takes no more: ${error.message}.\n`);
    said = true;
    process.exitCode = 1;
    ending.abort();
  });
  process.stderr.on("error", () => {});
}
