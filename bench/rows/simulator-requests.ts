import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";
import type { Row } from "../harness/row.ts";

const CONTROLLERS = 500;
const REQUESTS = 4_000;
const IN_FLIGHT = 50;

interface Controller {
  readonly url: string;
  /** Where the same bytes come from without a simulator. */
  readonly bareUrl: string;
  readonly token: string;
  readonly paths: readonly string[];
}

/** All controllers of one process, asked by turns. Two seconds are 2,000 requests a second. */
export const simulatorRequests: Row = {
  name: "500 simulated controllers, requests",
  unit: `${REQUESTS} reads, ${IN_FLIGHT} in flight; ours below 2,000 ms`,
  // What is asked for, 2,000 requests a second, would be about 17 on the machine this was written on.
  target: 4,
  async open() {
    const program = fileURLToPath(import.meta.resolve("../harness/controllers-process.ts"));
    const child = spawn(process.execPath, ["--conditions=@cml-fleet/source", program, String(CONTROLLERS)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    const { certificate, controllers } = JSON.parse(String(line)) as {
      readonly certificate: string;
      readonly controllers: readonly Controller[];
    };
    const connect = { ca: certificate };
    const ours = controllers.map(({ url }) => new Pool(url, { connect, connections: 1 }));
    const bare = controllers.map(({ bareUrl }) => new Pool(bareUrl, { connect, connections: 1 }));
    return {
      ours: () => readAll(ours, controllers),
      bare: () => readAll(bare, controllers),
      async [Symbol.asyncDispose]() {
        await Promise.all([...ours, ...bare].map((pool) => pool.close()));
        const exit = once(child, "exit");
        child.stdin.end();
        await exit;
      },
    };
  },
};

async function readAll(pools: readonly Pool[], controllers: readonly Controller[]): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let turn = next++; turn < REQUESTS; turn = next++) {
      const { token, paths } = controllers[turn % controllers.length] as Controller;
      const path = paths[Math.floor(turn / controllers.length) % paths.length] as string;
      const { body, statusCode } = await (pools[turn % pools.length] as Pool).request({
        method: "GET",
        path,
        headers: { authorization: `Bearer ${token}` },
      });
      await body.dump({ limit: 2 ** 24 });
      if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}.`);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}
