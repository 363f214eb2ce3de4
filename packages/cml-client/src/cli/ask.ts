import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** Asks the person at the terminal. @throws AbortError when the signal fires. */
export async function ask(
  question: string,
  answer: "shown" | "secret",
  signal: AbortSignal,
): Promise<string> {
  process.stderr.write(question);
  const output = answer === "shown" ? process.stderr : nowhere();
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  // In raw mode Ctrl-C comes as a character, not as a signal.
  lines.once("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    return await lines.question("", { signal });
  } finally {
    lines.close();
    if (answer === "secret") process.stderr.write("\n");
  }
}

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });
