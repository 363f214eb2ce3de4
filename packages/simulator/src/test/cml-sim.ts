import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../cli/main.ts", import.meta.url));

/** `cml-sim`, running. */
export interface RunningProgram extends AsyncDisposable {
  /** The first lines it wrote, as many as were asked for. */
  readonly lines: readonly string[];
  /** All it wrote after them, once it has ended. */
  readonly rest: Promise<readonly string[]>;
  /** Closes the pipe that it writes to. */
  stopReading(): void;
  /** Sends a signal, and resolves with the exit code when it has ended. */
  end(signal: "SIGINT" | "SIGTERM"): Promise<number | null>;
}

/** Starts it, and waits for so many lines. @throws what it wrote to stderr when it ends before. */
export async function startProgram(
  args: readonly string[],
  lineCount: number,
  cwd?: string,
): Promise<RunningProgram> {
  const child = spawn(process.execPath, [program, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  const errors = collected(child);
  const written = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const lines: string[] = [];
  while (lines.length < lineCount) {
    const { done, value } = await written.next();
    if (done) throw new Error(await errors);
    lines.push(value);
  }
  return {
    lines,
    rest: Array.fromAsync({ [Symbol.asyncIterator]: () => written }),
    stopReading: () => void child.stdout.destroy(),
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

/** What should have ended and has not is ended, before the test runs out of time and leaves it behind. */
const endsWithinMs = 25_000;

/** How a program ended, and what it wrote. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Where it runs, besides its arguments. */
export interface ProgramPlace {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** How many files and sockets it may open. */
  readonly openFiles?: number;
  /** Nobody reads what it writes. @defaultValue false */
  readonly unheard?: boolean;
}

/** Runs it to its end. */
export function runProgram(...args: readonly string[]): Promise<Ended> {
  return runProgramIn({}, ...args);
}

/** The same in some place. */
export async function runProgramIn(place: ProgramPlace, ...args: readonly string[]): Promise<Ended> {
  const { cwd, env, openFiles, unheard = false } = place;
  const line = [process.execPath, program, ...args];
  const [command = "", ...rest] =
    openFiles === undefined ? line : ["sh", "-c", `ulimit -n ${openFiles}; exec "$@"`, "sh", ...line];
  const child = spawn(command, rest, { cwd, env, timeout: endsWithinMs, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  child.stdout.on("data", (data) => {
    out += String(data);
  });
  if (unheard) child.stdout.destroy();
  const errors = collected(child);
  const [code] = (await once(child, "close")) as [number];
  return { code, out, err: await errors };
}

async function collected({ stderr }: ChildProcess): Promise<string> {
  let text = "";
  for await (const data of stderr ?? []) text += String(data);
  return text;
}
