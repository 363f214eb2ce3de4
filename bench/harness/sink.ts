import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A controller that takes files, in a process of its own. */
export interface Sink extends AsyncDisposable {
  readonly url: string;
}

const program = fileURLToPath(import.meta.resolve("./sink-process.ts"));

export async function startSink(): Promise<Sink> {
  const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return {
    url: String(line),
    async [Symbol.asyncDispose]() {
      const exit = once(child, "exit");
      child.stdin.end();
      await exit;
    },
  };
}
