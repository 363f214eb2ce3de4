import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";

const LOOK_MS = 250;

/**
 * Runs a program and waits for its end, whatever happens. Signals are passed on, and SIGTERM is sent once npm is gone.
 * `onAsked` hears of the first of them: the end may take a while.
 *
 * @returns The program's exit code, and the signal with which this process was asked to end meanwhile, if it was.
 */
export async function supervise(command, args, { npmIsGone, onAsked = () => {}, ...options }) {
  const child = spawn(command, args, options);
  let asked;
  const pass = (signal) => {
    if (asked === undefined) onAsked();
    asked = signal;
    child.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, pass);
  const timer = setInterval(() => {
    if (!npmIsGone()) return;
    clearInterval(timer);
    pass("SIGTERM");
  }, LOOK_MS);
  try {
    const [code, signal] = await once(child, "exit");
    return { code: code ?? codeFor(signal), asked };
  } finally {
    clearInterval(timer);
    for (const signal of signals) process.off(signal, pass);
  }
}

/** As shells tell it: 128 and the number of the signal. */
export function codeFor(signal) {
  return 128 + constants.signals[signal];
}
