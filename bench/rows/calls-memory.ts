import { fileURLToPath } from "node:url";
import type { GrowthRow } from "../harness/growth.ts";

/** Calls must leave nothing behind. */
export const callsMemory: GrowthRow = {
  name: "cml.system.stats(), memory",
  unit: "10,000 calls, 50 in flight; heap after collection",
  // A call that left one small object behind would make it more.
  targetMb: 0.5,
  program: fileURLToPath(import.meta.resolve("../programs/calls.ts")),
};
