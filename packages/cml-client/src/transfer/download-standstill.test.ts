import type { ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CmlError } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { idOf } from "../test/ids.ts";
import { openServer } from "../test/open-server.ts";
import { createIncoming } from "./incoming.ts";

const key = idOf(5);
const DEFAULT_STALL_MS = 120_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

/** A download that has begun, and whose answer the test goes on writing. */
async function begun() {
  const writer = Promise.withResolvers<ServerResponse>();
  const server = await openServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/cap" }).write("a");
    writer.resolve(response);
  });
  const cml = plainClient(server);
  const stream = await cml.pcap.download(key);
  return {
    stream,
    response: await writer.promise,
    async [Symbol.asyncDispose]() {
      await cml.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

test("gives up on a download that stands still after its beginning, and hangs up", async () => {
  await using download = await begun();
  const closed = new Promise((resolve) => download.response.on("close", resolve));
  const failure = failureOf(buffer(download.stream));
  await vi.advanceTimersByTimeAsync(DEFAULT_STALL_MS);
  expect(await failure).toMatchObject({
    code: "timeout",
    retryable: true,
    message: "GET /pcap/{link_capture_key}: The controller sent nothing for 120000 ms.",
  });
  await closed;
});

test("lasts as long as bytes come, beyond every time limit but the call's own", async () => {
  await using download = await begun();
  const whole = buffer(download.stream);
  for (const letter of "bcdef") {
    await vi.advanceTimersByTimeAsync(DEFAULT_STALL_MS - 1);
    const come = new Promise((resolve) => download.stream.once("data", resolve));
    download.response.write(letter);
    await come;
  }
  download.response.end();
  expect(String(await whole)).toBe("abcdef");
});

test("lets a reader take all the time it wants, and holds nothing against a file that is there", async () => {
  const onClose = vi.fn();
  const controller = { resume: vi.fn(), pause: vi.fn(), abort: vi.fn() };
  const incoming = createIncoming({
    controller: controller as never,
    stallMs: 100,
    stalled: () => new CmlError("It stands still.", { code: "timeout" }),
    notWanted: () => new CmlError("Nobody wants it.", { code: "aborted" }),
    onClose,
  });
  incoming.stream.read();
  incoming.push(Buffer.alloc(100_000));
  expect(controller.pause).toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(incoming.stream.read()).toHaveLength(100_000);
  incoming.end();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(incoming.stream.errored).toBeNull();
  expect(onClose).toHaveBeenCalledTimes(1);
});
