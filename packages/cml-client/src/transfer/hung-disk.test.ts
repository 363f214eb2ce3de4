import { execFile } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { failureOf, plainClient } from "../test/clients.ts";
import { json } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";

/** As many as Node reads files with. */
const THREADS = 4;

test("leaves an upload at once although the disk hangs", async () => {
  const directory = await mkdtemp(join(tmpdir(), "cml-disk-"));
  await using _gone = { [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) };
  const file = join(directory, "a.qcow2");
  await writeFile(file, Buffer.alloc(20 * 2 ** 20));
  const pipes = Array.from({ length: THREADS }, (_, index) => join(directory, `pipe-${index}`));
  await promisify(execFile)("mkfifo", pipes);
  await using server = await openServer((request, response) => {
    if (request.url?.endsWith("/authok")) json(response, "OK");
    else request.resume();
  });
  await using cml = plainClient(server);

  const leaving = new AbortController();
  let hanging: readonly Promise<unknown>[] = [];
  const onProgress = () => {
    if (hanging.length > 0) return;
    // A pipe that nobody writes to holds whoever opens it: now no file can be read any more.
    hanging = pipes.map(async (pipe) => (await open(pipe, "r")).close());
    setImmediate(() => leaving.abort());
  };
  const failure = await failureOf(cml.images.upload({ file }, { signal: leaving.signal, onProgress }));
  expect(failure.code).toBe("aborted");

  for (const pipe of pipes) closeSync(openSync(pipe, constants.O_RDWR));
  await Promise.all(hanging);
});
