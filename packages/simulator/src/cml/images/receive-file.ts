import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { piecesOf } from "../../http/read-body.ts";
import { CmlApiError } from "../answer.ts";

/** What is kept of a file that was uploaded: not its bytes, which may be gigabytes. */
export interface DroppedFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** SHA-256 of its bytes, in hex. */
  readonly sha256: string;
}

const HEAD_END = "\r\n\r\n";
const LONGEST_HEAD_BYTES = 4_096;

/** Takes the one file of a multipart body, as it comes. @throws CmlApiError 400 when it is none, or not all of it came */
export async function receiveFile(request: IncomingMessage): Promise<DroppedFile> {
  const { name, boundary, totalBytes } = announced(request.headers);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const hash = createHash("sha256");
  let head: Buffer | undefined = Buffer.alloc(0);
  let sizeBytes = 0;
  let leftBytes = 0;
  let rest = Buffer.alloc(0);

  const isThere = finder(Buffer.from(`\r\n--${boundary}`));

  const take = (chunk: Buffer) => {
    const part = chunk.subarray(0, leftBytes);
    // There is another part, or this one ends before the form does.
    if (isThere(part)) throw notAForm();
    hash.update(part);
    leftBytes -= part.length;
    rest = Buffer.concat([rest, chunk.subarray(part.length)]);
  };
  for await (const chunk of piecesOf(request)) {
    if (head === undefined) {
      take(chunk);
      continue;
    }
    head = Buffer.concat([head, chunk]);
    const start = startOfFile(head, boundary);
    if (start === undefined) continue;
    sizeBytes = totalBytes - start - tail.length;
    if (sizeBytes < 0) throw notAForm();
    leftBytes = sizeBytes;
    take(head.subarray(start));
    head = undefined;
  }
  if (head !== undefined || leftBytes > 0 || !rest.equals(tail)) throw notAForm();
  return { name, sizeBytes, sha256: hash.digest("hex") };
}

/** Says of pieces, one after the other, whether some bytes have come by; they may begin in one and end in the next. */
function finder(bytes: Buffer): (piece: Buffer) => boolean {
  let before = Buffer.alloc(0);
  return (piece) => {
    const seam = Buffer.concat([before, piece.subarray(0, bytes.length - 1)]);
    before = Buffer.concat([before, piece.subarray(1 - bytes.length)]).subarray(1 - bytes.length);
    return seam.includes(bytes) || piece.includes(bytes);
  };
}

/** Where the file begins; `undefined` while that is still to come. @throws CmlApiError */
function startOfFile(head: Buffer, boundary: string): number | undefined {
  const end = head.indexOf(HEAD_END);
  if (end < 0 && head.length <= LONGEST_HEAD_BYTES) return undefined;
  if (end < 0 || head.indexOf(`--${boundary}\r\n`) !== 0) throw notAForm();
  return end + HEAD_END.length;
}

function announced(headers: IncomingMessage["headers"]) {
  const name = headers["x-original-file-name"]?.toString() ?? "";
  if (!/^[^/\\]+\.(?:qcow2?|iol|tar|tar\.gz)$/.test(name)) throw new CmlApiError(400, "Invalid file name.");
  const boundary = /^multipart\/form-data;.*\bboundary="?([^";]+)/.exec(headers["content-type"] ?? "")?.[1];
  if (boundary === undefined || headers["content-length"] === undefined) throw notAForm();
  return { name, boundary, totalBytes: Number(headers["content-length"]) };
}

function notAForm(): CmlApiError {
  return new CmlApiError(400, "Input validation failed");
}
