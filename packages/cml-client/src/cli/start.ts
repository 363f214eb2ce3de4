import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { ask } from "./ask.ts";
import { run } from "./run.ts";

const { stdin, stdout, stderr } = process;
const ending = new AbortController();
const end = () => ending.abort();
process.once("SIGINT", end);
process.once("SIGTERM", end);
// A reader that has seen enough (head, less) ends the output, and that is no error.
stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
  if (code === "EPIPE") process.exit(0);
  stderr.write(`The output cannot be written: ${message}.\n`, () => process.exit(1));
});

process.exitCode = await run(process.argv.slice(2), {
  environment: process.env,
  out: (written) => void stdout.write(written),
  err: (written) => void stderr.write(written),
  outFrom: (content) => pipeline(content, stdout, { end: false }),
  isInteractive: stdout.isTTY === true,
  isErrInteractive: stderr.isTTY === true,
  input: () => text(stdin),
  ...(stdin.isTTY && {
    ask: (question, answer) => ask(question, answer, { input: stdin, output: stderr, interrupt: end }),
  }),
  signal: ending.signal,
});
