import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import type { CmlAttempt, CmlResponse } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { idOf } from "../test/ids.ts";
import { openServer } from "../test/open-server.ts";

const key = idOf(5);
const operation = "GET /pcap/{link_capture_key}";

/** A download of one chunk and what the test lets follow, and what the hooks are told of it. */
async function told(then: (destroy: () => void, end: () => void) => void) {
  const server = await openServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/cap" }).write("half", () => {
      then(
        () => response.destroy(),
        () => response.end(),
      );
    });
  });
  const attempts: CmlAttempt[] = [];
  const responses: CmlResponse[] = [];
  const over = Promise.withResolvers<CmlAttempt>();
  const cml = plainClient(server, {
    hooks: {
      onAttempt(attempt) {
        attempts.push(attempt);
        over.resolve(attempt);
      },
      onResponse: (response) => void responses.push(response),
    },
  });
  return {
    cml,
    attempts,
    responses,
    over: over.promise,
    async [Symbol.asyncDispose]() {
      await cml.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

test("tells the end of a download once all of it is there, and not before", async () => {
  const release = Promise.withResolvers<() => void>();
  await using download = await told((_destroy, end) => release.resolve(end));
  const stream = await download.cml.pcap.download(key);
  const end = await release.promise;
  expect(download.attempts).toEqual([]);
  end();
  await buffer(stream);
  expect(await download.over).toMatchObject({ operation, status: 200, failure: null });
  expect(download.responses).toHaveLength(1);
});

test("tells of a download that breaks off, with the status it began with", async () => {
  await using download = await told((destroy) => destroy());
  await failureOf(buffer(await download.cml.pcap.download(key)));
  expect(await download.over).toMatchObject({ operation, status: 200, failure: "connection" });
  expect(download.responses).toEqual([]);
});

test.each(["reader", "client"] as const)("tells of a download that its %s ends", async (who) => {
  await using download = await told(() => {});
  const stream = await download.cml.pcap.download(key);
  if (who === "reader") stream.destroy();
  else await download.cml.close();
  const failure = who === "reader" ? "aborted" : "closed";
  expect(await download.over).toMatchObject({ operation, status: 200, failure });
  expect(download.attempts).toHaveLength(1);
});
