import { once } from "node:events";
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { Agent } from "undici";
import { expect, test } from "vitest";
import type { CmlContentUpload } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";

const UPLOAD = "POST /images/upload";
const upload = (content: Readable) => ({ name: "a.qcow2", size: 10, content });

// An error that nobody listened to would end the run of the tests.
test("fails the upload of a file that cannot be opened, and sends nothing of it", async () => {
  const held: (() => void)[] = [];
  await using server = await loopback((_request, response) => held.push(() => json(response, "a.b.c")));
  await using cml = plainClient(server, { auth: { username: "u", password: "p" } });
  const failure = await failureOf(cml.images.upload(upload(createReadStream("/nowhere/a.qcow2"))));
  expect(failure).toMatchObject({
    code: "invalid_request",
    retryable: false,
    operation: UPLOAD,
    cause: { code: "ENOENT" },
  });
  for (const answer of held) answer();
  expect(server.received.filter(({ url }) => url.endsWith("upload"))).toEqual([]);
});

test("refuses a stream that has failed already", async () => {
  await using server = await openServer((_request, response) => json(response, "OK"));
  await using cml = plainClient(server);
  const content = createReadStream("/nowhere/a.qcow2");
  await once(content, "error");
  expect(await failureOf(cml.images.upload(upload(content)))).toMatchObject({ code: "invalid_request" });
  expect(server.asked).toEqual([]);
});

test("tells of a content that fails between two tries for a connection, and blames nobody else", async () => {
  await using server = await openServer((_request, response) => json(response, "OK"));
  const content = new Readable({ read() {} });
  const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const sockets = new Agent();
  let tries = 0;
  const agent = sockets.compose((dispatch) => (options, handler) => {
    if (options.method === "GET" || ++tries > 1) return dispatch(options, handler);
    handler.onResponseError?.(undefined as never, refused);
    return true;
  });
  const states: string[] = [];
  await using cml = plainClient(server, {
    dispatcher: agent,
    breaker: { failures: 2 },
    retry: { attempts: 5, baseDelayMs: 1 },
    hooks: {
      onRetry: () => void content.destroy(new Error("EIO: bad disk")),
      onBreaker: ({ state }) => void states.push(state),
    },
  });
  const failure = await failureOf(cml.images.upload(upload(content)));
  expect(failure.message).toBe(`${UPLOAD}: The content could not be read (EIO: bad disk).`);
  expect(server.asked).not.toContain(UPLOAD);
  expect([tries, states]).toEqual([1, []]);
  await sockets.close();
});

type Iterator = () => { next: () => unknown; return?: () => unknown };
const iterable = (iterator: Iterator) => ({ [Symbol.asyncIterator]: iterator }) as never;
const locked = () => {
  const stream = new Blob(["0123456789"]).stream();
  stream.getReader();
  return stream as never;
};
const boom = () => {
  throw new Error("boom");
};

test.each<[string, CmlContentUpload["content"], RegExp]>([
  ["a web stream that another reads", locked(), /could not be read \(.*locked/],
  ["an iterator that cannot be made", iterable(boom), /could not be read \(boom\)/],
  ["a step that throws at once", iterable(() => ({ next: boom })), /could not be read \(boom\)/],
  ["a step that is no promise", iterable(() => ({ next: () => ({ done: true }) })), /ends after 0 of 10/],
  ["a step that is nothing", iterable(() => ({ next: () => undefined })), /something else than bytes/],
  [
    "text, and an end that throws",
    iterable(() => ({ next: async () => ({ value: "text" }), return: boom })),
    /something else than bytes/,
  ],
])("blames the content, not the controller, for %s", async (_what, content, said) => {
  await using server = await openServer((request, response) => {
    request.resume().on("end", () => json(response, "Success"));
  });
  const states: string[] = [];
  const hooks = { onBreaker: ({ state }: { readonly state: string }) => void states.push(state) };
  await using cml = plainClient(server, { breaker: { failures: 1 }, hooks });
  const failure = await failureOf(cml.images.upload({ name: "a.qcow2", size: 10, content }));
  expect(failure).toMatchObject({ code: "invalid_request", retryable: false, operation: UPLOAD });
  expect(failure.message).toMatch(said);
  expect(states).toEqual([]);
});
