import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A simulated fleet in a process of its own, so that serving does not count as work of either side. */
export interface Peers extends AsyncDisposable {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly username: string;
  readonly password: string;
  readonly instances: readonly PeerInstance[];
}

/** An instance, and the controller on it. */
export interface PeerInstance {
  readonly id: string;
  readonly url: string;
  /** PEM. */
  readonly certificate: string;
}

const program = fileURLToPath(new URL("./peers-process.ts", import.meta.url));

export async function startPeers(instances: number): Promise<Peers> {
  const child = spawn(process.execPath, ["--conditions=@cml-fleet/source", program, String(instances)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return {
    ...(JSON.parse(String(line)) as Omit<Peers, keyof AsyncDisposable>),
    async [Symbol.asyncDispose]() {
      const exit = once(child, "exit");
      // It ends when nobody holds its input any more, even if this process dies.
      child.stdin.end();
      await exit;
    },
  };
}
