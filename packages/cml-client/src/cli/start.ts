import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { ask } from "./ask.ts";
import { run } from "./run.ts";

const { stdin, stdout, stderr } = process;
const ending = new AbortController();
const end = () => ending.abort();
process.once("SIGINT", end);
process.once("SIGTERM", end);

// A reader that has seen enough (head, less) is no error, and hides none either. What is only there to be read ends then, as with
// coreutils. What was told to do something does it to its end, unseen: labs half of which are stopped, or a check whose exit code
// does not say what it found, would be worse than the time it takes. The exit code says how that went.
const unread = new AbortController();
stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
  if (code === "EPIPE") return unread.abort();
  stderr.write(`The output cannot be written: ${message}.\n`, () => process.exit(1));
});
// There is nobody left to tell.
stderr.on("error", () => {});

process.exitCode = await run(process.argv.slice(2), {
  environment: process.env,
  out(written) {
    if (!unread.signal.aborted) stdout.write(written);
  },
  err: (written) => void stderr.write(written),
  async outFrom(content) {
    await pipeline(content, stdout, { end: false }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  },
  isInteractive: stdout.isTTY === true,
  isErrInteractive: stderr.isTTY === true,
  input: () => text(stdin),
  ...(stdin.isTTY && {
    ask: (question, answer) => ask(question, answer, { input: stdin, output: stderr, interrupt: end }),
  }),
  signal: ending.signal,
  unread: unread.signal,
});
