import { createCmlClient } from "@cml-fleet/cml-client";
import { bareController } from "../harness/bare-controller.ts";
import { startPeers } from "../harness/peers.ts";
import type { Row } from "../harness/row.ts";

const CALLS = 2_000;
const IN_FLIGHT = 50;

/** One client on one controller, as busy as it gets. */
export const clientStats: Row = {
  name: "cml.system.stats(), validated",
  unit: `${CALLS} calls, ${IN_FLIGHT} in flight`,
  target: 1.25,
  async open() {
    const peers = await startPeers(1);
    const [instance] = peers.instances;
    if (!instance) throw new Error("No controller was started.");
    const { username, password } = peers;
    const cml = createCmlClient({
      baseUrl: instance.url,
      auth: { username, password },
      tls: { trust: "ca", ca: instance.certificate },
      connections: IN_FLIGHT,
    });
    const bare = await bareController(instance, peers, IN_FLIGHT);
    return {
      ours: () => inFlight(() => cml.system.stats()),
      bare: () => inFlight(() => bare.get("/api/v0/system_stats")),
      async [Symbol.asyncDispose]() {
        await cml.close();
        await bare.close();
        await peers[Symbol.asyncDispose]();
      },
    };
  },
};

async function inFlight(call: () => Promise<unknown>): Promise<void> {
  let left = CALLS;
  const lane = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}
