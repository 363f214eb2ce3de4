import { getEventListeners } from "node:events";
import type { ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { finished } from "node:stream/promises";
import { expect, test } from "vitest";
import { type CmlClient, CmlError } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { idOf } from "../test/ids.ts";
import { json } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";

const key = idOf(5);
const PCAP = "GET /pcap/{link_capture_key}";

const ways: [string, (cml: CmlClient) => Promise<Readable>, string][] = [
  ["pcap.download", (cml) => cml.pcap.download(key), `GET /pcap/${key}`],
  ["system.archive", (cml) => cml.system.archive(), "GET /system_archive"],
  [PCAP, (cml) => cml.request(PCAP, { path: { link_capture_key: key } }), `GET /pcap/${key}`],
  ["GET /system_archive", (cml) => cml.request("GET /system_archive"), "GET /system_archive"],
];

test.each(ways)("%s gives the bytes as they came", async (_name, download, asked) => {
  const content = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 251));
  await using server = await openServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/vnd.tcpdump.pcap" }).end(content);
  });
  await using cml = plainClient(server);
  expect((await buffer(await download(cml))).equals(content)).toBe(true);
  expect(server.asked).toEqual([asked]);
});

/** A download whose answer the test writes. */
async function begun(answer: (response: ServerResponse) => void) {
  const closed = Promise.withResolvers<void>();
  const server = await openServer((_request, response) => {
    response.on("close", () => closed.resolve());
    answer(response.writeHead(200, { "content-type": "application/cap" }));
  });
  const cml = plainClient(server);
  return {
    cml,
    /** The controller's side of the connection is closed. */
    closed: closed.promise,
    async [Symbol.asyncDispose]() {
      await cml.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

test("asks for nothing that nobody reads", async () => {
  const chunk = Buffer.alloc(1_000_000);
  let written = 0;
  const full = Promise.withResolvers<void>();
  await using download = await begun((response) => {
    const write = () => {
      while (written < 100) {
        written += 1;
        if (!response.write(chunk)) return void response.once("drain", write);
      }
      response.end();
    };
    let before = -1;
    const look = setInterval(() => {
      if (written === before) {
        clearInterval(look);
        full.resolve();
      }
      before = written;
    }, 100);
    write();
  });
  const stream = await download.cml.pcap.download(key);
  await full.promise;
  expect(written).toBeLessThan(50);
  let size = 0;
  for await (const part of stream) size += (part as Buffer).length;
  expect(size).toBe(100_000_000);
});

test.each(["abort", "deadline", "close"] as const)(
  "ends a stream on %s with an error of ours",
  async (how) => {
    await using download = await begun((response) => void response.write("half"));
    const leaving = new AbortController();
    const options = how === "deadline" ? { timeoutMs: 200 } : { signal: leaving.signal };
    const stream = await download.cml.pcap.download(key, options);
    const failure = failureOf(buffer(stream));
    if (how === "abort") leaving.abort();
    if (how === "close") await download.cml.close();
    expect(await failure).toMatchObject({
      code: { abort: "aborted", deadline: "timeout", close: "closed" }[how],
      operation: PCAP,
    });
    await download.closed;
  },
);

test("hangs up when the stream is no longer wanted, and keeps nothing", async () => {
  await using download = await begun((response) => void response.write("half"));
  const leaving = new AbortController();
  const stream = await download.cml.pcap.download(key, { signal: leaving.signal });
  for await (const _part of stream) break;
  await download.closed;
  expect(stream.destroyed).toBe(true);
  expect(getEventListeners(leaving.signal, "abort")).toEqual([]);
});

test("does not end the process when it closes under a stream that nobody watches", async () => {
  await using download = await begun((response) => void response.write("half"));
  const stream = await download.cml.pcap.download(key);
  await download.cml.close();
  await expect(finished(stream)).rejects.toMatchObject({ code: "closed" });
});

test.each<[string, (response: ServerResponse) => void]>([
  ["is cut short", (r) => void r.writeHead(200, { "content-length": 10 }).write("12345", () => r.destroy())],
  ["is reset", (r) => void r.writeHead(200).write("12345", () => r.socket?.resetAndDestroy())],
])("says so when a download %s", async (_what, answer) => {
  await using server = await openServer((_request, response) => answer(response));
  await using cml = plainClient(server);
  const failure = await failureOf(
    cml.pcap.download(key).then(async (stream) => {
      await buffer(stream);
    }),
  );
  expect(failure).toMatchObject({ code: "connection", retryable: true, operation: PCAP });
});

test.each<[string, (response: ServerResponse) => void, object]>([
  [
    "404",
    (r) => json(r, { code: 404, description: "no such key" }, 404),
    { code: "not_found", detail: "no such key" },
  ],
  [
    "a page for 502",
    (r) => r.writeHead(502).end("<h1>Bad Gateway</h1>"),
    { code: "unavailable", detail: "Bad Gateway" },
  ],
  ["a bare string", (r) => json(r, "no", 400), { code: "rejected", detail: "no" }],
  [
    "a page for 200",
    (r) => r.writeHead(200, { "content-type": "text/html" }).end("<p>hotel"),
    { code: "unexpected", status: 200 },
  ],
  ["a redirect", (r) => r.writeHead(302, { location: "/x" }).end(), { code: "unexpected" }],
  ["a reset", (r) => void r.socket?.resetAndDestroy(), { code: "connection" }],
  ["silence", () => {}, { code: "timeout", message: `${PCAP}: No answer within 150 ms.` }],
  ["an endless error", (r) => r.writeHead(500).end("x".repeat(2_000)), { code: "unexpected" }],
])("is refused, not streamed, when a download is answered with %s", async (_what, answer, expected) => {
  await using server = await openServer((_request, response) => answer(response));
  await using cml = plainClient(server, { transfers: { stallMs: 150 }, maxBodyBytes: 1_000 });
  const failure = await failureOf(cml.pcap.download(key));
  expect(CmlError.is(failure)).toBe(true);
  expect(failure).toMatchObject({ operation: PCAP, ...expected });
});

test("is asked for again after 503 and after a 401, and leaves the ordinary connections free", async () => {
  const statuses = [503, 401, 200];
  let logins = 0;
  await using server = await openServer((request, response) => {
    if (request.url?.endsWith("/authenticate")) return json(response, `token.${++logins}`);
    if (request.url?.includes("/labs")) return json(response, []);
    const status = statuses.shift() ?? 200;
    response.writeHead(status, { "content-type": "application/cap" });
    if (status === 200) response.write("begun");
    else response.end();
  });
  await using cml = plainClient(server, {
    auth: { username: "u", password: "p" },
    connections: 1,
    retry: { attempts: 2, baseDelayMs: 1 },
  });
  const streams = [await cml.pcap.download(key), await cml.pcap.download(key)];
  expect(await cml.labs.list()).toEqual([]);
  expect(logins).toBe(2);
  for (const stream of streams) stream.destroy();
});
