import { spawn } from "node:child_process";
import { constants } from "node:os";
import { whenNpmEnds } from "./npm-watch.mjs";

/**
 * Runs the program, and ends as it ends. Signals are passed on. With `channel`, the program hears when this process is
 * gone, even killed: its channel closes.
 */
export function run(command, args, { cwd, channel }) {
  const child = spawn(command, args, {
    cwd,
    stdio: ["inherit", "inherit", "inherit", ...(channel ? ["ipc"] : [])],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  whenNpmEnds(() => child.kill("SIGTERM"));
  child.on("error", ({ message }) => {
    console.error(`${command} cannot be run: ${message}. Run "npm ci", then try again.`);
    process.exit(1);
  });
  // As shells tell it: 128 and the number of the signal.
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
