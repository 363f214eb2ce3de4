import { randomUUID } from "node:crypto";
import type { CmlContentUpload } from "../api/upload.ts";

/** What goes around a file in a multipart body. By hand, because then the length of it all is known. */
export interface Envelope {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
  /** Names and values by turns. */
  readonly headers: readonly string[];
}

export function envelopeFor({ name, size }: Pick<CmlContentUpload, "name" | "size">): Envelope {
  const boundary = `cml-fleet-${randomUUID()}`;
  const head = Buffer.from(
    `--${boundary}\r\n` +
      `Content-Disposition: form-data; name="file"; filename="${name}"\r\n` +
      "Content-Type: application/octet-stream\r\n\r\n",
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    head,
    tail,
    headers: [
      "content-type",
      `multipart/form-data; boundary=${boundary}`,
      "content-length",
      String(head.length + size + tail.length),
      // The first is needed, the second declared.
      "X-Original-File-Name",
      name,
      "X-File-Name",
      name,
    ],
  };
}
