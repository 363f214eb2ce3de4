/** Kinds of frames. */
export const TEXT = 1;
export const CLOSE = 8;

/** A frame as a server sends it: one message, not masked. */
export function frame(opcode: number, payload: Uint8Array | string): Buffer {
  const body = Buffer.from(payload as string);
  return Buffer.concat([frameHead(opcode, body.length), body]);
}

/** The head of a frame that announces so many bytes. */
export function frameHead(opcode: number, length: number): Buffer {
  const first = Buffer.from([0x80 | opcode]);
  if (length < 126) return Buffer.concat([first, Buffer.from([length])]);
  const head = Buffer.alloc(9);
  head[0] = 127;
  head.writeBigUInt64BE(BigInt(length), 1);
  return Buffer.concat([first, head]);
}

/** A message of a client. */
export interface ReceivedFrame {
  readonly opcode: number;
  readonly payload: Buffer;
}

/** Takes whole frames of a client off the front of what came; the rest is for the next time. */
export function takeFrames(received: Buffer): {
  readonly frames: readonly ReceivedFrame[];
  readonly rest: Buffer;
} {
  const frames: ReceivedFrame[] = [];
  let rest = received;
  for (;;) {
    const { start, end } = extentOf(rest);
    if (rest.length < end) return { frames, rest };
    const mask = rest.subarray(start - 4, start);
    const payload = rest.subarray(start, end).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
    frames.push({ opcode: (rest[0] ?? 0) & 0x0f, payload: Buffer.from(payload) });
    rest = rest.subarray(end);
  }
}

/** Where the payload of the first frame starts and ends. */
function extentOf(bytes: Buffer): { readonly start: number; readonly end: number } {
  if (bytes.length < 4) return { start: 6, end: 6 };
  const short = (bytes[1] ?? 0) & 0x7f;
  return short === 126 ? { start: 8, end: 8 + bytes.readUInt16BE(2) } : { start: 6, end: 6 + short };
}
