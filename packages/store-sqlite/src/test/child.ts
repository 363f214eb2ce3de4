import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** A script that runs in a process of its own. */
export interface Child {
  readonly lines: Interface;
  say(line: string): void;
  /** Ends the process as a power cut would: it gets no chance to tidy up. */
  kill(): Promise<void>;
}

/** Runs a script of this folder, straight from its source. */
export function startChild(script: string, ...args: readonly string[]): Child {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const command = ["--conditions=@cml-fleet/source", path, ...args];
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(process.execPath, command, {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  onTestFinished(kill);
  return {
    lines: createInterface({ input: child.stdout }),
    say: (line) => void child.stdin.write(`${line}\n`),
    kill,
  };
}

/** The next line that the child writes. */
export async function nextLine({ lines }: Child): Promise<string> {
  const [line] = await once(lines, "line");
  return String(line);
}
