import { createCmlClient } from "@cml-fleet/cml-client";
import { peakGrowth } from "../harness/memory.ts";
import { startSink } from "../harness/sink.ts";

const SIZE = 2_000_000_000;
const CHUNK = 65_536;

// Used by turns, more of them than a socket holds. A new one for each chunk, as a file stream makes, is garbage of the
// source: a loop that makes 2 GB of them and sends nothing grows by 50 to 200 MB before the collector comes.
const chunks = Array.from({ length: 16 }, () => Buffer.alloc(CHUNK));

/** A file that is made as it is read. */
async function* content(size: number): AsyncGenerator<Uint8Array> {
  for (let left = size, turn = 0; left > 0; left -= CHUNK, turn++) {
    const chunk = chunks[turn % chunks.length] as Buffer;
    yield chunk.fill(turn & 0xff).subarray(0, Math.min(CHUNK, left));
  }
}

await using sink = await startSink();
await using cml = createCmlClient({ baseUrl: sink.url, allowHttp: true, auth: { token: "bench" } });
const upload = (size: number) => cml.images.upload({ name: "bench.qcow2", size, content: content(size) });
// The code is compiled and the buffers of the sockets are there before it counts.
await upload(1_000_000);
process.stdout.write(String(await peakGrowth(() => upload(SIZE))));
