import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";
import type { Row } from "../harness/row.ts";

const INSTANCES = 10_000;
const CHUNK = 200;
/** Calls in flight, as an adapter makes them. */
const LANES = 8;
/** How far the chunks move between two rounds. */
const STEP = 7;
const WARM_UP = 40;

const program = fileURLToPath(new URL("../harness/describe-process.ts", import.meta.url));
const authorization = (accessKeyId: string) =>
  `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/eu-west-1/ec2/aws4_request, SignedHeaders=host, Signature=0`;

/**
 * The simulated AWS describes a big fleet, against a server that has the same bytes ready. No question comes twice:
 * before each round the chunks move on, and one instance of each of them changes.
 */
export const describeInstances: Row = {
  name: "simulated DescribeInstances",
  unit: `${INSTANCES} instances by ${CHUNK} ids`,
  // What is wanted, and not safely reached: 1.4 to 1.55 on two quiet cores. What remains is looking every instance up and
  // sending its neighbours in several pieces; the bare server does neither.
  target: 1.5,
  async open() {
    const aws = await startServer("simulated", INSTANCES);
    const ready = await startServer("bare", 0);
    const headers = {
      authorization: authorization(aws.accessKeyId),
      "content-type": "application/x-www-form-urlencoded",
    };
    const post = (pool: Pool, path: string, body: string) =>
      pool.request({ method: "POST", path, headers, body }).then(({ body: answer }) => answer.bytes());
    let rounds = 0;
    let forms: readonly string[] = [];

    async function prepare() {
      const first = (rounds * STEP) % INSTANCES;
      const groups = chunks([...aws.instances.slice(first), ...aws.instances.slice(0, first)]);
      forms = groups.map((ids) => formOf("DescribeInstances", "InstanceId", ids));
      const changed = groups.map((ids) => ids[rounds % CHUNK] ?? "");
      const tag = `&Tag.1.Key=round&Tag.1.Value=${rounds}`;
      await post(aws.pool, "/", formOf("CreateTags", "ResourceId", changed) + tag);
      // Half of the changed ones change their state as well.
      const switched = changed.slice(0, CHUNK / 8);
      await post(aws.pool, "/", formOf("StopInstances", "InstanceId", switched));
      rounds += 1;
    }

    await prepare();
    for (const [index, form] of forms.entries()) {
      const answer = await post(aws.pool, "/", form);
      const found = Buffer.from(answer).toString().split("<instanceId>").length - 1;
      if (found !== CHUNK) throw new Error(`${found} instances were described instead of ${CHUNK}.`);
      const kept = await ready.pool.request({ method: "PUT", path: `/${index}`, body: answer });
      await kept.body.dump();
    }
    const ours = () => inLanes(forms, (form) => post(aws.pool, "/", form));
    const bare = () => inLanes(forms, (form, index) => post(ready.pool, `/${index}`, form));
    // Both servers run for long where they are used: what is measured is compiled code.
    for (let round = 0; round < WARM_UP; round++) {
      await prepare();
      await ours();
      await bare();
    }
    return {
      prepare,
      ours,
      bare,
      async [Symbol.asyncDispose]() {
        await Promise.all([aws.stop(), ready.stop()]);
      },
    };
  },
};

/** A server in a process of its own, so that receiving does not slow serving down. */
async function startServer(kind: "simulated" | "bare", count: number) {
  const child = spawn(process.execPath, ["--conditions=@cml-fleet/source", program, kind, String(count)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const { endpoint, accessKeyId, instances } = JSON.parse(String(line)) as {
    readonly endpoint: string;
    readonly accessKeyId: string;
    readonly instances: readonly string[];
  };
  const pool = new Pool(endpoint, { connections: LANES });
  return {
    accessKeyId,
    instances,
    pool,
    async stop() {
      const exit = once(child, "exit");
      child.stdin.end();
      await pool.close();
      await exit;
    },
  };
}

function chunks(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / CHUNK) }, (_, index) =>
    ids.slice(index * CHUNK, (index + 1) * CHUNK),
  );
}

function formOf(action: string, list: string, ids: readonly string[]): string {
  const named = ids.map((id, index): [string, string] => [`${list}.${index + 1}`, id]);
  return new URLSearchParams([["Action", action], ["Version", "2016-11-15"], ...named]).toString();
}

async function inLanes(forms: readonly string[], work: (form: string, index: number) => Promise<unknown>) {
  const queue = forms.entries();
  const lane = async () => {
    for (const [index, form] of queue) await work(form, index);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
