import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { receiveFile } from "./receive-file.ts";

const content = Buffer.from("\r\n--c\r\n a file that looks like an envelope --b\r\n--c--\r\n");
const envelope = (inside: Buffer) =>
  Buffer.concat([
    Buffer.from('--b\r\ncontent-disposition: form-data; name="file"\r\n\r\n'),
    inside,
    Buffer.from("\r\n--b--\r\n"),
  ]);
const whole = envelope(content);

/** A request with this body, in pieces of so many bytes. */
function requestOf(body: Buffer, pieceBytes = body.length, headers: Record<string, string> = {}) {
  const pieces = [];
  for (let from = 0; from < body.length; from += pieceBytes)
    pieces.push(body.subarray(from, from + pieceBytes));
  return Object.assign(Readable.from(pieces), {
    headers: {
      "x-original-file-name": "alpine 3.20.qcow2",
      "content-type": "multipart/form-data; boundary=b",
      "content-length": String(whole.length),
      ...headers,
    },
  }) as unknown as IncomingMessage;
}

test.each([1, 7, 50, 1_000])(
  "takes a file out of its envelope, in pieces of %i bytes",
  async (pieceBytes) => {
    expect(await receiveFile(requestOf(whole, pieceBytes))).toEqual({
      name: "alpine 3.20.qcow2",
      sizeBytes: content.length,
      sha256: createHash("sha256").update(content).digest("hex"),
    });
  },
);

test.each([1, 2, 7, 50, 1_000])(
  "refuses a form of two parts, in pieces of %i bytes: there is one file to an upload",
  async (pieceBytes) => {
    const second = '\r\n--b\r\ncontent-disposition: form-data; name="other"\r\n\r\n';
    const twice = envelope(Buffer.concat([content, Buffer.from(second), content]));
    const headers = { "content-length": String(twice.length) };
    await expect(receiveFile(requestOf(twice, pieceBytes, headers))).rejects.toMatchObject({ status: 400 });
    const early = envelope(Buffer.concat([content, Buffer.from("\r\n--b--\r\n")]));
    const length = { "content-length": String(early.length) };
    await expect(receiveFile(requestOf(early, pieceBytes, length))).rejects.toMatchObject({ status: 400 });
  },
);

test.each<[string, IncomingMessage]>([
  ["is not whole", requestOf(whole.subarray(0, -5))],
  ["has no envelope", requestOf(content)],
  ["has another end", requestOf(Buffer.concat([whole.subarray(0, -9), Buffer.from("\r\n--c--\r\n")]))],
  ["never begins", requestOf(Buffer.alloc(10_000), 1_000)],
  ["has no name", requestOf(whole, 100, { "x-original-file-name": "" })],
  ["has a path for a name", requestOf(whole, 100, { "x-original-file-name": "../a.qcow2" })],
  ["is no form", requestOf(whole, 100, { "content-type": "application/json" })],
])("refuses an upload that %s", async (_what, request) => {
  await expect(receiveFile(request)).rejects.toMatchObject({ status: 400 });
});
