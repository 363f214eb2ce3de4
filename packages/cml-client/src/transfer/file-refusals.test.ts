import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { failureOf, plainClient } from "../test/clients.ts";

const nobody = { url: "http://127.0.0.1:1" };
const missing = { file: "/nowhere/a.qcow2" };

test("refuses a pipe at once, whoever may write into it one day", async () => {
  const directory = await mkdtemp(join(tmpdir(), "cml-pipe-"));
  await using _gone = { [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) };
  const file = join(directory, "a.qcow2");
  await promisify(execFile)("mkfifo", [file]);
  await using cml = plainClient(nobody);
  const failure = await failureOf(cml.images.upload({ file }));
  expect(failure).toMatchObject({ code: "invalid_request", retryable: false });
  expect(failure.message).toContain("pipe");
});

test("looks for no file when the caller has left already, or the client is closed", async () => {
  const cml = plainClient(nobody);
  const left = cml.images.upload(missing, { signal: AbortSignal.abort() });
  expect((await failureOf(left)).code).toBe("aborted");
  await cml.close();
  expect((await failureOf(cml.images.upload(missing))).code).toBe("closed");
});
