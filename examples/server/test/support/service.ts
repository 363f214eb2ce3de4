import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** The service as its users run it: a process of its own. */
export interface ServiceProcess {
  readonly url: string;
  readonly pid: number;
  /** What it wrote to standard output. */
  readonly output: readonly string[];
  /** What it logged. */
  readonly log: readonly string[];
  /** Ends it like a power cut would. */
  kill(): Promise<void>;
  /** Ends it like Ctrl-C does. @returns The exit code. */
  interrupt(): Promise<number | null>;
  /** Sends it these signals at once, and waits for its end. @returns The exit code. */
  signal(...signals: readonly NodeJS.Signals[]): Promise<number | null>;
  /** Closes the channel it was started with. @returns The exit code. */
  leave(): Promise<number | null>;
}

/** The program. */
export const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** Longest time to come up, in milliseconds. */
const START_MS = 20_000;

/** Starts the service, and waits until it says where it is. It inherits nothing of the environment but the path. */
export async function startService(
  environment: Readonly<Record<string, string>>,
  options: { readonly channel?: boolean; readonly largestFileKb?: number } = {},
): Promise<ServiceProcess> {
  const { channel = false, largestFileKb } = options;
  const command = [process.execPath, "--conditions=@cml-fleet/source", main];
  const limited = largestFileKb !== undefined && [
    "sh",
    "-c",
    `ulimit -f ${largestFileKb * 2}; exec "$@"`,
    "sh",
  ];
  const [program = "", ...args] = [...(limited || []), ...command];
  const child = spawn(program, args, {
    env: { PATH: process.env["PATH"], APP_PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe", ...(channel ? (["ipc"] as const) : [])],
  });
  const log: string[] = [];
  const output: string[] = [];
  createInterface({ input: child.stderr! }).on("line", (line) => log.push(line));
  onTestFinished(async () => {
    await ended(child, "SIGKILL");
  });
  return { url: await addressIn(child, output, log), pid: child.pid ?? 0, output, log, ...endings(child) };
}

function addressIn(child: ChildProcess, output: string[], log: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const failed = (why: string) => reject(new Error(`${why}\n${[...output, ...log].join("\n")}`));
    const timer = setTimeout(() => failed("The service did not come up in time."), START_MS);
    child.once("exit", (code) => failed(`The service ended with code ${code}.`));
    createInterface({ input: child.stdout! }).on("line", (line) => {
      output.push(line);
      const url = /http:\/\/\S+/.exec(line)?.[0];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}

function endings(child: ChildProcess): Pick<ServiceProcess, "kill" | "interrupt" | "signal" | "leave"> {
  return {
    kill: async () => void (await ended(child, "SIGKILL")),
    interrupt: () => ended(child, "SIGINT"),
    signal: (...signals: readonly NodeJS.Signals[]) => ended(child, ...signals),
    leave() {
      const exit = ended(child);
      child.disconnect();
      return exit;
    },
  };
}

async function ended(child: ChildProcess, ...signals: readonly NodeJS.Signals[]): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, "exit");
    for (const signal of signals) child.kill(signal);
    await exit;
  }
  return child.exitCode;
}

/** Runs the service with settings it is expected to refuse, as another user if told so. @returns How it ended. */
export async function refusedService(
  environment: Readonly<Record<string, string>>,
  user: { readonly uid?: number } = {},
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, ["--conditions=@cml-fleet/source", main], {
    env: { PATH: process.env["PATH"], ...environment },
    stdio: ["ignore", "ignore", "pipe"],
    ...user,
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), START_MS);
  await once(child, "close");
  clearTimeout(timer);
  return { code: child.exitCode, said };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
