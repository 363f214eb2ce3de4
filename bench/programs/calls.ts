import { createCmlClient } from "@cml-fleet/cml-client";
import { keptGrowth } from "../harness/memory.ts";
import { startPeers } from "../harness/peers.ts";

const CALLS = 10_000;
const IN_FLIGHT = 50;

const peers = await startPeers(1);
const [instance] = peers.instances;
if (!instance) throw new Error("No controller was started.");
const { username, password } = peers;
const cml = createCmlClient({
  baseUrl: instance.url,
  auth: { username, password },
  tls: { trust: "ca", ca: instance.certificate },
});

// As a service does that polls: one signal for its shutdown, and a limit that outlasts every call.
const options = { signal: new AbortController().signal, timeoutMs: 900_000 };

async function ask(calls: number): Promise<void> {
  let left = calls;
  const lane = async () => {
    while (left-- > 0) await cml.system.stats(options);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}

// What is made once is made before it counts.
await ask(2_000);
process.stdout.write(String(await keptGrowth(() => ask(CALLS))));
await cml.close();
await peers[Symbol.asyncDispose]();
