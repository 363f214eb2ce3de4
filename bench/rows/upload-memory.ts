import { fileURLToPath } from "node:url";
import type { GrowthRow } from "../harness/growth.ts";

/** Memory must not follow the size of a file. */
export const uploadMemory: GrowthRow = {
  name: "cml.images.upload(), memory",
  unit: "2 GB to a server that discards; peak of resident memory",
  targetMb: 60,
  program: fileURLToPath(import.meta.resolve("../programs/upload.ts")),
};
