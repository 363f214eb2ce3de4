import { fileURLToPath } from "node:url";
import type { GrowthRow } from "../harness/growth.ts";

/** The whole process, with a client for each controller in it. */
export const simulatorMemory: GrowthRow = {
  name: "500 simulated controllers, memory",
  unit: "resident memory of their process, its clients included",
  targetMb: 1_500,
  program: fileURLToPath(import.meta.resolve("../programs/controllers.ts")),
};
