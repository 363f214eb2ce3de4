#!/usr/bin/env node
import { run } from "./run.ts";
import { UsageError } from "./usage-error.ts";

// Whoever read the addresses may close the pipe: the simulators go on.
process.stdout.on("error", () => {});

const signals = ["SIGINT", "SIGTERM"] as const;
// Before anything is printed: whoever reads it may end the program at once. A second signal ends it whatever it does.
const told = new Promise<void>((resolve) => {
  const end = (): void => {
    for (const signal of signals) process.off(signal, end);
    resolve();
  };
  for (const signal of signals) process.on(signal, end);
});

try {
  const outcome = await run(process.argv.slice(2), (text) => void process.stdout.write(text));
  if (!outcome.done) {
    await told;
    await outcome.running.close();
  }
} catch (error) {
  process.stderr.write(`cml-sim: ${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof UsageError) process.stderr.write("cml-sim --help shows how it is used.\n");
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
