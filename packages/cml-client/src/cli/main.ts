#!/usr/bin/env node
import { text } from "node:stream/consumers";
import { ask } from "./ask.ts";
import { run } from "./run.ts";

const ending = new AbortController();
process.once("SIGINT", () => ending.abort());
process.once("SIGTERM", () => ending.abort());
// A reader that has seen enough (head, less) ends the output, and that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

process.exitCode = await run(process.argv.slice(2), {
  environment: process.env,
  out: (written) => void process.stdout.write(written),
  err: (written) => void process.stderr.write(written),
  isInteractive: process.stdout.isTTY === true,
  input: () => text(process.stdin),
  ...(process.stdin.isTTY && { ask: (question, answer) => ask(question, answer, ending.signal) }),
  signal: ending.signal,
});
