import { captureKeys } from "./capture-keys.ts";
import type { Difference } from "./difference.ts";
import { associations, labsWithoutGroups } from "./sharing.ts";
import { autostart, nodeExtras } from "./starting.ts";
import { usage } from "./usage.ts";
import { computeHosts, health, information, optIn, topologyVersion } from "./various.ts";

/**
 * In what the releases differ that are simulated; the operations themselves are those of 2.9. What all of them have in common
 * needs no row: none has the certificate of licensing any more (gone in 2.7), and all know named configuration files (since 2.7). Nodes of 2.10 are STARTING for a while, and its live feed
 * can be narrowed to one lab: that is where these are.
 */
export const differences: readonly Difference[] = [
  associations,
  topologyVersion("before 2.8", { before: "2.8" }, "0.2.2"),
  topologyVersion("from 2.10", { from: "2.10" }, "0.3.1"),
  labsWithoutGroups,
  optIn,
  information,
  health,
  computeHosts,
  captureKeys,
  autostart,
  nodeExtras,
  usage,
];
