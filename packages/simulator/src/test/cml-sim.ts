import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../cli/main.ts", import.meta.url));

/** `cml-sim`, running. */
export interface RunningProgram extends AsyncDisposable {
  /** The first lines it wrote, as many as were asked for. */
  readonly lines: readonly string[];
  /** Sends a signal, and resolves with the exit code when it has ended. */
  end(signal: "SIGINT" | "SIGTERM"): Promise<number | null>;
}

/** Starts it, and waits for so many lines. @throws what it wrote to stderr when it ends before. */
export async function startProgram(args: readonly string[], lineCount: number): Promise<RunningProgram> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  const errors = collected(child);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === lineCount) break;
  }
  if (lines.length < lineCount) throw new Error(await errors);
  return {
    lines,
    end(signal) {
      child.kill(signal);
      return ended;
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Runs it to its end. */
export async function runProgram(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  child.stdout.on("data", (data) => {
    out += String(data);
  });
  const errors = collected(child);
  const [code] = (await once(child, "close")) as [number];
  return { code, out, err: await errors };
}

async function collected({ stderr }: ChildProcess): Promise<string> {
  let text = "";
  for await (const data of stderr ?? []) text += String(data);
  return text;
}
