import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { type Peer, peer } from "./peer.ts";

/** A running moto: an independent EC2 and CloudWatch. */
export interface Moto extends AsyncDisposable {
  readonly url: string;
}

const program = process.env["MOTO_SERVER"] ?? "moto_server";

/** An independent EC2 and CloudWatch. */
export function motoPeer(): Peer {
  const isHere =
    Boolean(process.env["MOTO_URL"]) ||
    spawnSync(program, ["--version"], { stdio: "ignore" }).error === undefined;
  return peer(
    "moto",
    isHere,
    'set MOTO_URL, or MOTO_SERVER, or put moto_server on the PATH (pip install "moto[server]==5.2.1")',
  );
}

/** The moto of `MOTO_URL`, emptied; or one of our own that ends with the test. */
export async function startMoto(): Promise<Moto> {
  const given = process.env["MOTO_URL"];
  if (given) {
    await fetch(`${given}/moto-api/reset`, { method: "POST" });
    return { url: given, async [Symbol.asyncDispose]() {} };
  }
  const child = spawn(program, ["-H", "127.0.0.1", "-p", "0"], {
    env: { ...process.env, MOTO_EC2_LOAD_DEFAULT_AMIS: "false", PYTHONUNBUFFERED: "1" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`moto ended with code ${code}.`)));
    createInterface({ input: child.stderr }).on("line", (line) => {
      const address = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
  return {
    url,
    async [Symbol.asyncDispose]() {
      child.removeAllListeners("exit");
      child.kill("SIGKILL");
    },
  };
}
