import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { Agent } from "undici";
import { expect, test } from "vitest";
import type { CmlContentUpload, CmlUploadProgress } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { json } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";

const UPLOAD = "POST /images/upload";

/** A file of these chunks. */
function fileOf(chunks: readonly Uint8Array[], more: Partial<CmlContentUpload> = {}): CmlContentUpload {
  const size = chunks.reduce((sum, { length }) => sum + length, 0);
  return { name: "alpine 3.20.qcow2", size, content: Readable.from(chunks), ...more };
}

const bytes = (length: number, value = 120) => Buffer.alloc(length, value);

/** The one part of a multipart body, read by somebody else than who wrote it. */
async function partOf(body: Buffer, contentType = ""): Promise<[field: string, file: File]> {
  const form = await new Response(new Uint8Array(body), {
    headers: { "content-type": contentType },
  }).formData();
  const parts = [...form] as [string, File][];
  expect(parts).toHaveLength(1);
  return parts[0] as [string, File];
}

test("sends a file in an envelope whose length is known, under its name", async () => {
  const whole = Promise.withResolvers<[Buffer, IncomingMessage["headers"]]>();
  await using server = await openServer(async (request, response) => {
    if (request.url?.endsWith("/authok")) return json(response, "OK");
    whole.resolve([await buffer(request), request.headers]);
    json(response, "Success");
  });
  await using cml = plainClient(server);
  const content = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
  await cml.images.upload(fileOf([content.subarray(0, 100), content.subarray(100)]));
  const [body, headers] = await whole.promise;
  expect(headers).toMatchObject({
    "content-length": String(body.length),
    "x-original-file-name": "alpine 3.20.qcow2",
    "x-file-name": "alpine 3.20.qcow2",
    authorization: "Bearer a.static.token",
  });
  expect(headers["transfer-encoding"]).toBeUndefined();
  const [field, file] = await partOf(body, headers["content-type"]);
  expect([field, file.name]).toEqual(["file", "alpine 3.20.qcow2"]);
  expect(Buffer.from(await file.arrayBuffer()).equals(content)).toBe(true);
});

test("tells the progress in bytes of the file, in pieces however large its chunks are", async () => {
  await using server = await openServer((request, response) => {
    request.resume().on("end", () => json(response, "Success"));
  });
  await using cml = plainClient(server);
  const told: CmlUploadProgress[] = [];
  await cml.images.upload(fileOf([bytes(600_000), bytes(1)]), { onProgress: (one) => void told.push(one) });
  expect(told.map(({ sentBytes }) => sentBytes)).toEqual([262_144, 524_288, 600_000, 600_001]);
  expect(new Set(told.map(({ totalBytes }) => totalBytes))).toEqual(new Set([600_001]));
});

test("reads the content no faster than the controller takes it", async () => {
  const begun = Promise.withResolvers<IncomingMessage>();
  await using server = await openServer((request, response) => {
    if (request.method === "GET") return json(response, "OK");
    request.on("end", () => json(response, "Success"));
    begun.resolve(request);
  });
  await using cml = plainClient(server);
  const chunk = bytes(1_000_000);
  const full = Promise.withResolvers<void>();
  let given = 0;
  async function* content() {
    for (; given < 200; given++) yield chunk;
  }
  let sent = 0;
  const upload = cml.images.upload(fileOf([], { size: 200_000_000, content: content() }), {
    onProgress: ({ sentBytes }) => {
      sent = sentBytes;
    },
  });
  const request = await begun.promise;
  // Nobody reads: after the buffers of both sockets are full, two looks apart see no progress.
  let before = -1;
  const look = setInterval(() => {
    if (sent === before) full.resolve();
    before = sent;
  }, 100);
  await full.promise;
  clearInterval(look);
  expect(given).toBeLessThan(50);
  request.resume();
  await upload;
  expect(given).toBe(200);
});

test("logs in before the first byte is read, and does not ask about a login it just made", async () => {
  const order: string[] = [];
  await using server = await openServer((request, response) => {
    order.push(`${request.method} ${request.url}`);
    request
      .resume()
      .on("end", () => json(response, request.url?.endsWith("/authenticate") ? "a.b.c" : "Success"));
  });
  async function* content() {
    order.push("read");
    yield bytes(3);
  }
  await using cml = plainClient(server, { auth: { username: "u", password: "p" } });
  await cml.images.upload(fileOf([], { size: 3, content: content() }));
  expect(order.indexOf("read")).toBe(order.indexOf("POST /api/v0/authenticate") + 1);
  expect(server.asked).toEqual(["POST /authenticate", UPLOAD]);
});

test("finds out that a token is no longer good before it sends the file", async () => {
  let logins = 0;
  await using server = await openServer((request, response) => {
    request.resume().on("end", () => {
      if (request.url?.endsWith("/authenticate")) return json(response, `token.${++logins}`);
      json(response, "Success", request.headers.authorization === "Bearer token.1" && logins > 0 ? 401 : 200);
    });
  });
  await using cml = plainClient(server, { auth: { username: "u", password: "p" } });
  await failureOf(cml.images.upload(fileOf([bytes(3)])));
  await cml.images.upload(fileOf([bytes(3)]));
  expect(server.asked).toEqual(["POST /authenticate", UPLOAD, "POST /authenticate", UPLOAD]);
  await cml.images.upload(fileOf([bytes(3)]));
  expect(server.asked.slice(4)).toEqual(["GET /authok", UPLOAD]);
});

test("does not send a file again after a 401, and ends its content", async () => {
  await using server = await openServer((request, response) => {
    if (request.url?.endsWith("/authenticate")) return json(response, "a.b.c");
    json(response, null, 401);
  });
  await using cml = plainClient(server, { auth: { username: "u", password: "p" }, retry: { attempts: 3 } });
  const content = new Readable({ read() {} });
  content.push(bytes(10));
  const closed = once(content, "close");
  expect(await failureOf(cml.images.upload(fileOf([], { size: 20, content })))).toMatchObject({
    code: "unauthorized",
    status: 401,
  });
  await closed;
  expect(server.asked.filter((one) => one === UPLOAD)).toHaveLength(1);
});

test("tries again while there is no connection, without touching the content", async () => {
  await using server = await openServer((request, response) => {
    request.resume().on("end", () => json(response, "Success"));
  });
  const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const order: string[] = [];
  const sockets = new Agent();
  const agent = sockets.compose((dispatch) => (options, handler) => {
    if (options.method === "GET" || order.push("connect") > 2) return dispatch(options, handler);
    handler.onResponseError?.(undefined as never, refused);
    return true;
  });
  async function* content() {
    order.push("read");
    yield bytes(3);
  }
  await using cml = plainClient(server, { dispatcher: agent, retry: { attempts: 3, baseDelayMs: 1 } });
  await cml.images.upload(fileOf([], { size: 3, content: content() }));
  expect(order).toEqual(["connect", "connect", "connect", "read"]);
  await sockets.close();
});

test("does not send a file again that was begun", async () => {
  await using server = await openServer((request, response) => {
    if (request.method === "GET") return json(response, "OK");
    request.once("data", () => request.destroy());
  });
  await using cml = plainClient(server, { retry: { attempts: 3, baseDelayMs: 1 } });
  const content = new Readable({ read() {} });
  content.push(bytes(10));
  const failure = await failureOf(cml.images.upload(fileOf([], { size: 40, content })));
  expect(failure).toMatchObject({ code: "connection", operation: UPLOAD });
  expect(server.asked).toEqual(["GET /authok", UPLOAD]);
});
