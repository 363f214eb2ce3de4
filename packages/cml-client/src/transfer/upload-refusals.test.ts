import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { type CmlClientOptions, type CmlContentUpload, createCmlClient } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { json } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";

const UPLOAD = "POST /images/upload";
const good: CmlContentUpload = { name: "a.qcow2", size: 3, content: Readable.from([Buffer.from("abc")]) };

test.each<[string, unknown]>([
  ["no file", undefined],
  ["another suffix", { ...good, name: "a.iso" }],
  ["nothing but a suffix", { ...good, name: "x.tar.gz".slice(1) }],
  ["capitals", { ...good, name: "a.QCOW2" }],
  ["a directory", { ...good, name: "../a.qcow2" }],
  ["a line break", { ...good, name: "a\r\nX-Evil: 1.qcow2" }],
  ["a quote", { ...good, name: 'a".qcow2' }],
  ["a letter no header takes", { ...good, name: "ü.qcow2" }],
  ["no size", { ...good, size: undefined }],
  ["nothing in it", { ...good, size: 0 }],
  ["half a byte", { ...good, size: 0.5 }],
  ["text for a content", { ...good, content: "abc" }],
])("refuses %s before anything is sent", async (_what, upload) => {
  await using cml = createCmlClient({ baseUrl: "https://127.0.0.1:1", auth: { token: "a.b.c" } });
  const refused = { code: "invalid_request", operation: UPLOAD, retryable: false };
  expect(await failureOf(cml.images.upload(upload as never))).toMatchObject(refused);
  expect(await failureOf(cml.request(UPLOAD, { body: upload as never }))).toMatchObject(refused);
});

test.each([
  "a.qcow",
  "a.qcow2",
  "a.iol",
  "a.tar",
  "a.tar.gz",
  "x86_64+iol-15.9 (copy).iol".replace(/[()]/g, "-"),
])("takes the name %s", async (name) => {
  await using server = await openServer((request, response) => {
    request.resume().on("end", () => json(response, "Success"));
  });
  await using cml = plainClient(server);
  await cml.images.upload({ ...good, content: Readable.from([Buffer.from("abc")]), name });
});

/** Uploads a content to a server that takes everything. */
async function uploaded(content: CmlContentUpload["content"], options: Partial<CmlClientOptions> = {}) {
  let isWhole = false;
  await using server = await openServer((request, response) => {
    request.resume().on("end", () => {
      isWhole = request.url?.endsWith("upload") ?? false;
      json(response, "Success");
    });
  });
  await using cml = plainClient(server, options);
  const failure = await failureOf(cml.images.upload({ name: "a.qcow2", size: 10, content }));
  return { failure, isWhole };
}

async function* chunks(...all: unknown[]): AsyncGenerator<Uint8Array> {
  for (const one of all) {
    if (one instanceof Error) throw one;
    yield one as Uint8Array;
  }
}

test.each<[string, AsyncIterable<Uint8Array>, string]>([
  ["too little", chunks(Buffer.alloc(4), Buffer.alloc(5)), "The content ends after 9 of 10 bytes."],
  ["nothing", chunks(), "The content ends after 0 of 10 bytes."],
  [
    "too much at last",
    chunks(Buffer.alloc(10), Buffer.alloc(1)),
    "The content is larger than its size says (10 bytes).",
  ],
  ["too much at once", chunks(Buffer.alloc(11)), "The content is larger than its size says (10 bytes)."],
  ["text", chunks("1234567890"), "The content gives something else than bytes."],
  [
    "an error",
    chunks(Buffer.alloc(3), new Error("EIO: bad disk")),
    "The content could not be read (EIO: bad disk).",
  ],
])(
  "says what is wrong with a content that gives %s, and leaves the upload unfinished",
  async (_what, content, said) => {
    const { failure, isWhole } = await uploaded(content);
    expect(failure).toMatchObject({ code: "invalid_request", retryable: false, operation: UPLOAD });
    expect(failure.message).toBe(`${UPLOAD}: ${said}`);
    expect(isWhole).toBe(false);
  },
);

test("keeps the error of a content as the cause", async () => {
  const broken = new Error("EIO");
  expect((await uploaded(chunks(broken))).failure.cause).toBe(broken);
});

test("lets go of a content it does not read to its end", async () => {
  let released = false;
  async function* content() {
    try {
      for (;;) yield Buffer.alloc(6);
    } finally {
      released = true;
    }
  }
  await uploaded(content());
  await new Promise(setImmediate);
  expect(released).toBe(true);
});

test("gives up on a content that gives nothing any more, and does not blame the controller", async () => {
  const content = new Readable({ read() {} });
  const closed = once(content, "close");
  content.push(Buffer.alloc(3));
  const states: string[] = [];
  const { failure } = await uploaded(content, {
    transfers: { stallMs: 100 },
    breaker: { failures: 1 },
    hooks: { onBreaker: ({ state }) => void states.push(state) },
  });
  expect(failure).toMatchObject({
    code: "timeout",
    message: `${UPLOAD}: The content gave nothing for 100 ms.`,
  });
  await closed;
  expect(states).toEqual([]);
});

test.each<[string, (response: ServerResponse) => void, object]>([
  [
    "a page for 502",
    (r) => r.writeHead(502).end("<h1>Bad Gateway</h1>"),
    { code: "unavailable", status: 502, detail: "Bad Gateway" },
  ],
  ["a page for 413", (r) => r.writeHead(413).end("<h1>Too large</h1>"), { code: "rejected", status: 413 }],
  ["a bare string", (r) => json(r, "no space left", 400), { code: "rejected", detail: "no space left" }],
  ["403", (r) => json(r, { code: 403, description: "Access Denied" }, 403), { code: "forbidden" }],
  ["a page for 200", (r) => r.writeHead(200).end("<html>hotel</html>"), { code: "unexpected", status: 200 }],
  ["half of its JSON", (r) => r.writeHead(200).end('"Succ'), { code: "unexpected", status: 200 }],
  ["a redirect", (r) => r.writeHead(302, { location: "/x" }).end(), { code: "unexpected", status: 302 }],
  [
    "half of its body",
    (r) => r.writeHead(200, { "content-length": 9 }).write('"Succ', () => r.destroy()),
    { code: "connection", retryable: true },
  ],
  ["a reset", (r) => void r.socket?.resetAndDestroy(), { code: "connection", retryable: true }],
  ["silence", () => {}, { code: "timeout", retryable: true }],
])(
  "names what is wrong with a controller that answers an upload with %s",
  async (_what, answer, expected) => {
    await using server = await openServer((request, response) => {
      if (request.method === "GET") return json(response, "OK");
      request.resume().on("end", () => answer(response));
    });
    await using cml = plainClient(server, { transfers: { stallMs: 150 } });
    const upload = cml.images.upload({ ...good, content: chunks(Buffer.from("abc")) });
    expect(await failureOf(upload)).toMatchObject({ operation: UPLOAD, ...expected });
  },
);

test("does not take a success for one that comes before the file is there", async () => {
  await using server = await openServer((request, response) => {
    if (request.method === "GET") return json(response, "OK");
    request.once("data", () => json(response, "Success"));
  });
  await using cml = plainClient(server);
  const content = new Readable({ read() {} });
  content.push(Buffer.alloc(3));
  const failure = await failureOf(cml.images.upload({ ...good, size: 10, content }));
  expect(failure).toMatchObject({ code: "unexpected", status: 200 });
  expect(failure.message).toContain("before it has the whole file");
});

test.each(["abort", "deadline", "close"] as const)(
  "ends at once on %s, even when both sides hang",
  async (how) => {
    const begun = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    await using server = await openServer((request, response) => {
      if (request.method === "GET") return json(response, "OK");
      request.resume().on("close", () => ended.resolve());
    });
    await using cml = plainClient(server);
    const leaving = new AbortController();
    const released = Promise.withResolvers<void>();
    let reads = 0;
    const content = {
      [Symbol.asyncIterator]: () => ({
        next() {
          reads += 1;
          if (reads === 1) return Promise.resolve({ done: false, value: Buffer.alloc(1) });
          begun.resolve();
          return new Promise<never>(() => {});
        },
        async return() {
          released.resolve();
          return { done: true, value: undefined } as const;
        },
      }),
    };
    const options = how === "deadline" ? { timeoutMs: 300 } : { signal: leaving.signal };
    const failure = failureOf(cml.images.upload({ ...good, content }, options));
    await begun.promise;
    if (how === "abort") leaving.abort();
    if (how === "close") await cml.close();
    expect((await failure).code).toBe({ abort: "aborted", deadline: "timeout", close: "closed" }[how]);
    await ended.promise;
    await released.promise;
  },
);
