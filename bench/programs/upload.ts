import { createReadStream } from "node:fs";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCmlClient } from "@cml-fleet/cml-client";
import { peakGrowth } from "../harness/memory.ts";
import { startSink } from "../harness/sink.ts";

const SIZE = 2_000_000_000;
const WARM_UP = 1_000_000;

const directory = await mkdtemp(join(tmpdir(), "cml-bench-"));
const path = join(directory, "bench.qcow2");
await writeFile(path, "");

await using sink = await startSink();
await using cml = createCmlClient({ baseUrl: sink.url, allowHttp: true, auth: { token: "bench" } });

/** Ways to take a file of that size. */
const ways: Readonly<Record<string, (size: number) => Promise<void>>> = {
  file: () => cml.images.upload({ file: path }),
  stream: (size) => cml.images.upload({ name: "bench.qcow2", size, content: createReadStream(path) }),
  async read() {
    for await (const chunk of createReadStream(path)) void chunk;
  },
};
const take = ways[process.argv[2] ?? ""];
if (take === undefined) throw new Error(`Say which way: ${Object.keys(ways).join(", ")}.`);

try {
  // The code is compiled and the buffers of the sockets are there before it counts.
  await truncate(path, WARM_UP);
  await take(WARM_UP);
  // Without blocks on the disk: only its length is real.
  await truncate(path, SIZE);
  process.stdout.write(String(await peakGrowth(() => take(SIZE))));
} finally {
  await rm(directory, { recursive: true });
}
