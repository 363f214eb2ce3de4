import { fileURLToPath } from "node:url";
import type { GrowthRow } from "../harness/growth.ts";

const program = fileURLToPath(import.meta.resolve("../programs/upload.ts"));

/** Memory must not follow the size of a file. */
export const uploadMemory: GrowthRow = {
  name: "cml.images.upload({ file }), memory",
  unit: "2 GB file to a server that discards; peak of resident memory",
  targetMb: 60,
  program,
  args: ["file"],
};

/** What a stream of node:fs leaves to the collector is not the client's: the same stream, sent nowhere, stands beside it. */
export const uploadStreamMemory: readonly GrowthRow[] = [
  {
    name: "cml.images.upload({ content: createReadStream(…) }), memory",
    unit: "the same, in new buffers that the stream makes",
    program,
    args: ["stream"],
  },
  {
    name: "createReadStream(…) alone, memory",
    unit: "the same stream read, and sent nowhere",
    program,
    args: ["read"],
  },
];
