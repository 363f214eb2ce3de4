import { type CmlSimulator, type CmlSimulatorOptions, startCmlSimulator } from "@cml-fleet/simulator";
import type { CmlClient, CmlClientOptions, CmlDrift } from "../index.ts";
import { clientOf } from "./clients.ts";

/** A simulated controller whose nodes are quick, and a client of it. */
export interface Simulated extends AsyncDisposable {
  readonly cml: CmlSimulator;
  readonly client: CmlClient;
  /** Where the answers differed from what the client expects. */
  readonly drift: readonly CmlDrift[];
  /** The first lab. */
  readonly labId: string;
}

/** What makes it quick, in real time. */
export const quickNodes: CmlSimulatorOptions = {
  nodeBootMs: 80,
  nodeTimes: { queueMs: 20, stopMs: 40, wipeMs: 20 },
  liveStatsMs: 20,
};

/** Starts one. */
export async function simulated(
  options: CmlSimulatorOptions = {},
  clientOptions: Partial<CmlClientOptions> = {},
): Promise<Simulated> {
  const drift: CmlDrift[] = [];
  const labs = [{ title: "Pair", nodes: ["alpine", "alpine"] }];
  const cml = await startCmlSimulator({ ...quickNodes, labs, ...options });
  const client = clientOf(cml, {
    hooks: { onDrift: (difference) => void drift.push(difference) },
    events: { baseDelayMs: 5, maxDelayMs: 20 },
    ...clientOptions,
  });
  return {
    cml,
    client,
    drift,
    labId: cml.labIds()[0] ?? "",
    async [Symbol.asyncDispose]() {
      await client.close();
      await cml.close();
    },
  };
}
