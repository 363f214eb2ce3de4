import { byKey, wholeList } from "../answers/kinds.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering, answeringOrEmpty } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import { aLabEvent, type CmlLabEvent } from "./lab-event.ts";
import { type CmlLayer3Addresses, layer3Addresses } from "./layer3-addresses.ts";
import { type CmlSimulationStats, simulationStats } from "./simulation-stats.ts";

/** What can be seen of a lab that runs. */
export interface CmlLabObservations {
  /** What its nodes and links use. */
  simulationStats(id: string, options?: CmlCallOptions): Promise<CmlSimulationStats>;
  /** Addresses by node id; empty while the lab does not run. */
  layer3Addresses(
    id: string,
    options?: CmlCallOptions,
  ): Promise<Readonly<Record<string, CmlLayer3Addresses>>>;
  /** What happened, oldest first: the last 10,000 at most. */
  events(id: string, options?: CmlCallOptions): Promise<CmlLabEvent[]>;
}

const stats = answeringOrEmpty("GET /labs/{lab_id}/simulation_stats", simulationStats);
const addresses = answering("GET /labs/{lab_id}/layer3_addresses", byKey(layer3Addresses));
const events = answering("GET /labs/{lab_id}/events", wholeList(aLabEvent));

export function createLabObservations(call: Call): CmlLabObservations {
  return {
    simulationStats: (id, options) => call(stats, { ...options, path: { lab_id: id } }),
    layer3Addresses: (id, options) => call(addresses, { ...options, path: { lab_id: id } }),
    events: (id, options) => call(events, { ...options, path: { lab_id: id } }),
  };
}
